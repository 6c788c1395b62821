"""The page under real key strokes and clicks."""

from __future__ import annotations

FOCUSED = "document.activeElement.textContent"
FIRST_ROW = "document.querySelector('.cells tbody tr').innerText"
MAP = "[data-heatmap=mini_pairs]"


def detail(driver):
    return driver.evaluate(f"document.querySelector('{MAP} .detail').innerText")


def drops(driver):
    script = "[...document.querySelectorAll('.cells tbody tr')].map((row) => row.children[8].textContent)"
    return [float(text.replace("−", "-")) for text in driver.evaluate(script)]


def test_arrow_keys_walk_the_map_and_the_panel_follows(driver):
    driver.evaluate(f"document.querySelector('{MAP} .map button').focus()")
    assert detail(driver).startswith(
        "English · keyboard typos, severity 5 · stilts, 6,000 intermediate, seed 1"
    )
    driver.press("ArrowRight")
    driver.press("ArrowDown")
    assert detail(driver).startswith("German · homoglyphs, severity 5")
    assert driver.evaluate(f"document.querySelectorAll('{MAP} .map button[tabindex=\"0\"]').length") == 1


def test_enter_pins_a_cell_and_escape_lets_go(driver):
    driver.evaluate(f"document.querySelector('{MAP} .map button').focus()")
    driver.press("Enter")
    driver.press("ArrowRight")
    assert detail(driver).startswith("English · keyboard typos")
    driver.press("Escape")
    assert driver.evaluate(f"document.querySelectorAll('{MAP} [aria-pressed]').length") == 0
    assert detail(driver).startswith("English · homoglyphs")


def test_escape_keeps_the_place_of_the_keyboard(driver):
    driver.evaluate(f"document.querySelector('{MAP} .map button').focus()")
    driver.press("ArrowDown")
    driver.press("Enter")
    before = driver.evaluate(FOCUSED)
    driver.press("Escape")
    assert driver.evaluate(FOCUSED) == before


def test_from_a_cell_to_its_row_and_to_its_examples(driver):
    driver.click(f"{MAP} .map tbody tr:nth-child(3) button")
    assert detail(driver).startswith("German · keyboard typos, severity 5")
    driver.click(f"{MAP} .links button:nth-child(2)")
    assert driver.evaluate("document.querySelectorAll('.example').length") == 2
    assert "German · keyboard typos 5" in driver.evaluate("document.querySelector('.example').innerText")
    driver.click(f"{MAP} .links button:nth-child(1)")
    rows = driver.evaluate("[...document.querySelectorAll('.cells tbody tr')].map((row) => row.innerText)")
    assert len(rows) == 5, "one per severity"
    assert all("German (de)" in row and "keyboard typos" in row and "seed 1" in row for row in rows)


def test_the_model_and_severity_controls_redraw_the_map(driver):
    choose = "(([model, severity]) => {{ {0} }})([...document.querySelectorAll('{1} select')])"
    change = "severity.value = '3'; severity.dispatchEvent(new Event('change'));"
    driver.evaluate(choose.format(change, MAP))
    heads = driver.evaluate(f"document.querySelector('{MAP} thead').innerText")
    assert heads.count("severity 3") == 9
    change = "model.value = 'direct/mini_pairs/0/seed2'; model.dispatchEvent(new Event('change'));"
    driver.evaluate(choose.format(change, MAP))
    assert "direct, seed 2" in detail(driver)


def test_a_click_on_a_heading_sorts_and_again_turns_round(driver):
    driver.click(".cells th:nth-child(9) button")
    rising = drops(driver)
    assert rising == sorted(rising)
    driver.click(".cells th:nth-child(9) button")
    falling = drops(driver)
    assert falling == sorted(falling, reverse=True)
    assert driver.evaluate("location.hash") == "#cells?sort=drop&order=descending"


def test_typing_filters_and_more_rows_can_be_had(driver):
    driver.evaluate("document.querySelector('input[type=search]').focus()")
    driver.send("Input.insertText", text="finnish")
    assert driver.evaluate("document.querySelector('.status').textContent").startswith("468 of 3,744 cells")
    driver.click(".cells ~ .more, .scroll + .more")
    assert len(drops(driver)) == 225
    assert "Finnish" in driver.evaluate(FIRST_ROW)


def test_a_row_unfolds_and_folds(driver):
    driver.click(".cells .toggle")
    assert "minimum detectable drop" in driver.evaluate("document.querySelector('.unfolded').innerText")
    driver.click(".cells .toggle")
    assert driver.evaluate("document.querySelectorAll('.unfolded').length") == 0


def test_a_narrow_page_never_scrolls_sideways(driver):
    driver.send("Emulation.setDeviceMetricsOverride", width=420, height=900, deviceScaleFactor=1, mobile=True)
    assert driver.evaluate("document.documentElement.scrollWidth") <= 420
