"""Writes docs/results/perturbations.md: the realised edit rate of every perturbation in 40 languages.

    python -m benchmarks.perturbations.rates DATA_ROOT [--catalogue tests/catalogues/shared-data.yaml]
                                             [--out docs/results/perturbations.md]

from the repository root; DATA_ROOT is CROSSWIND_DATA_ROOT unless given. It reads the first 1,000 lines
of each ``mlm/*.txt.gz``, takes word lists from the catalogue, and applies every registered perturbation
whose severity is a rate at severities 1 to 5. What stands under "## Speed" in the page stays as it is.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from benchmarks.perturbations.rate_cells import (
    FEWEST,
    NO_RATE,
    SEED,
    SENTENCES,
    SEVERITIES,
    TOLERANCE,
    RatedCell,
    list_languages,
    list_rated,
    rate_language,
    read_sentences,
)
from benchmarks.perturbations.realism import write_realism
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.scripts import script_of
from perturbations.setting import EDIT_RATES
from suites.data import DataAccess

Cells: TypeAlias = dict[tuple[str, str], RatedCell]
"""(Perturbation, language) → what was measured."""

FAMILIES = {
    "Characters": (
        *("keyboard_typos", "character_insert", "character_delete", "character_swap", "character_repeat"),
        *("ocr_confusions", "telex_slips", "pinyin_slips"),
    ),
    "Unicode": (
        *("homoglyphs", "invisible_characters", "bidi_controls", "fullwidth_forms", "casing"),
        *("diacritics_loss", "normal_forms", "vowel_points"),
    ),
    "Words, spaces and punctuation": (
        *("word_drop", "word_duplicate", "word_swap", "word_split", "word_join", "whitespace_noise"),
        *("punctuation_noise", "inflections", "synonyms"),
    ),
    "Names, numbers and dates": ("entity_swap", "number_format", "date_format", "script_digits"),
    "Code-switching and romanisation": (
        *("code_switch", "code_switch_mixed", "code_switch_phrases", "romanisation"),
    ),
    "Human noise and posts": ("natural_typos", "social_media"),
    "nlpaug's augmenters inside our contract": (
        *("nlpaug_keyboard", "nlpaug_ocr", "nlpaug_swap", "nlpaug_delete"),
    ),
}
OTHERS = "Others"
SHOWN = (1, 3, 5)
WIDE = 8
"""Languages from which a perturbation has a column of its own."""

ENOUGH = 25
KNOWN_CAUSES = {
    "social_media": (
        "saturated in words (few or none have a form for posts), while emoji go on at the ends of sentences"
    ),
}
"""What bounds a rate where units of two kinds are counted together."""

SPEED = "## Speed"
SPEED_TO_COME = f"{SPEED}\n\nNot measured yet: `python benchmarks/perturbations/speed.py`.\n"
PAGE = Path("docs/results/perturbations.md")
CATALOGUE = Path("tests/catalogues/shared-data.yaml")


def main() -> None:
    """Measures, and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data_root", nargs="?", type=Path, default=os.environ.get("CROSSWIND_DATA_ROOT"))
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE)
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args()
    if options.data_root is None:
        parser.error("no data: give DATA_ROOT or set CROSSWIND_DATA_ROOT")
    cells = measure(Path(options.data_root), options.catalogue, list_languages(Path(options.data_root)))
    lines = [*write_page(cells), *write_realism(Path(options.data_root), options.catalogue)]
    options.out.write_text("\n".join(lines) + "\n" + keep_speed(options.out), "utf-8")


def measure(
    root: Path, catalogue: Path, languages: Sequence[str], names: Sequence[str] | None = None
) -> Cells:
    """Returns the cells of some languages and perturbations; of all that have a rate by default."""
    access = DataAccess(catalogue=catalogue, data_root=root)
    chosen = tuple(entry for entry in list_rated() if names is None or entry.name in names)
    found: Cells = {}
    for language in languages:
        evaluation = read_sentences(root, language)
        for cell in rate_language(evaluation, access.load_resources(language), chosen):
            found[cell.name, language] = cell
    return found


def keep_speed(page: Path) -> str:
    """Returns the section about speed as it stands in the page."""
    text = page.read_text("utf-8") if page.exists() else ""
    return text[text.index(SPEED) :] if SPEED in text else SPEED_TO_COME


def write_page(cells: Cells) -> Iterator[str]:
    """Yields the lines of the page up to what is said of people's noise."""
    languages = sorted({language for _, language in cells})
    yield from write_head(cells, languages)
    yield from write_summary(cells)
    families = sort_into_families({name for name, _ in cells})
    yield "## Rates by language\n"
    yield (
        f"Realised rate in % of the nominal one, at severities {', '.join(map(str, SHOWN))}. **Bold**: "
        f"further than {TOLERANCE:.0%} from nominal (why: below). In brackets: fewer than {FEWEST} edits "
        "were due, so that chance alone may be as much; not judged. † more than half of the texts have "
        "nothing to edit and do not count. –: no text has."
    )
    for family, names in families.items():
        yield from write_family(family, names, cells, languages)
    yield from write_causes(cells)
    yield from write_refusals(cells, len(languages))
    yield from write_left_out(cells)
    yield "## How near is it to what people do?\n"


def write_head(cells: Cells, languages: Sequence[str]) -> Iterator[str]:
    """Yields what was measured, and how."""
    texts = {cell.language: cell.coverages[0].attempted for cell in cells.values()}
    nominal = ", ".join(f"{rate:.0%}" for rate in EDIT_RATES[1:])
    yield "# Realised edit rates of the perturbations\n"
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    yield f"Measured on {today} with seed {SEED}; again, in about seven minutes of one core, by\n"
    yield "    python -m benchmarks.perturbations.rates DATA_ROOT\n"
    yield (
        f"Texts: the first {SENTENCES:,} lines of `mlm/LANGUAGE.txt.gz` in each of {len(languages)} "
        f"languages ({sum(texts.values()):,} in all: news, web, film subtitles, health, scripture, posts), "
        "as plain texts. Every registered perturbation whose severity is a rate is applied at severities 1 "
        f"to 5, nominally {nominal} of its units. The realised rate is edited units / units over all texts "
        "that the perturbation could be applied to, unchanged ones included (`Coverage.realised_rate`). "
        "Word lists come from `tests/catalogues/shared-data.yaml`.\n"
    )


def write_summary(cells: Cells) -> Iterator[str]:
    """Yields one row for each perturbation, over all languages and all five severities."""
    yield f"## Within {TOLERANCE:.0%} of nominal\n"
    yield (
        "*Languages*: those with a text that it applies to. *Judged*: those where at least one severity has "
        f"{FEWEST} edits due. *Within*: those of the judged where every judged severity is within "
        f"{TOLERANCE:.0%}; then at which severities others are outside, in how many languages. *Pooled*: "
        f"edits of all languages in % of those due, at severities {', '.join(map(str, SHOWN))}.\n"
    )
    yield "| perturbation | version | unit | languages | judged | within | 1 | 2 | 3 | 4 | 5 | pooled |"
    yield "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    short: list[str] = []
    can = 0
    for entry in list_rated():
        mine = [cell for (name, _), cell in cells.items() if name == entry.name and cell.applies]
        judged = [cell for cell in mine if cell.judged]
        within = sum(not cell.outside for cell in judged)
        if len(judged) >= ENOUGH:
            can += 1
            short += [f"`{entry.name}` ({within})"] if within < ENOUGH else []
        if mine:
            outside = Counter(severity for cell in judged for severity in cell.outside)
            row = [f"`{entry.name}`", entry.spec.version, entry.spec.unit, len(mine), len(judged), within]
            row += [*(outside[severity] or "" for severity in SEVERITIES), pool(mine)]
            yield "| " + " | ".join(map(str, row)) + " |"
    yield (
        f"\n{can} perturbations can be judged in at least {ENOUGH} languages; {can - len(short)} of them "
        f"are within {TOLERANCE:.0%} at every severity in at least {ENOUGH}; in fewer are "
        f"{', '.join(short) or 'none'}. The others are of some scripts only, need word lists, or find too "
        "little to edit in most languages.\n"
    )


def pool(cells: Sequence[RatedCell]) -> str:
    """Returns the edits made in all languages in % of those due, at the shown severities."""
    found: list[str] = []
    for severity in SHOWN:
        coverages = [cell.coverages[severity - 1] for cell in cells]
        due = sum(coverage.units for coverage in coverages) * EDIT_RATES[severity]
        found.append(f"{100 * sum(coverage.edited for coverage in coverages) / due:.0f}")
    return " ".join(found)


def sort_into_families(names: set[str]) -> dict[str, tuple[str, ...]]:
    """Returns the names by family; those of none come last."""
    known = {name for members in FAMILIES.values() for name in members}
    families = {family: tuple(n for n in members if n in names) for family, members in FAMILIES.items()}
    return {**families, OTHERS: tuple(sorted(names - known))}


def write_family(family: str, names: Sequence[str], cells: Cells, languages: Sequence[str]) -> Iterator[str]:
    """Yields a table with a row for each language, and one of what few languages have."""
    applying = {name: [language for language in languages if cells[name, language].applies] for name in names}
    wide = [name for name in names if len(applying[name]) >= WIDE]
    narrow = [name for name in names if 0 < len(applying[name]) < WIDE]
    if wide or narrow:
        yield f"\n### {family}\n"
    if wide:
        yield "| | " + " | ".join(f"`{name}`" for name in wide) + " |"
        yield "|---|" + "--:|" * len(wide)
        for language in languages:
            row = [write_cell(cells[name, language]) for name in wide]
            yield f"| {language} | " + " | ".join(row) + " |"
    if narrow:
        yield "\n| in few languages | |\n|---|---|"
        for name in narrow:
            found = [f"{language} {write_cell(cells[name, language])}" for language in applying[name]]
            yield f"| `{name}` | " + "; ".join(found) + " |"


def write_cell(cell: RatedCell) -> str:
    """Returns the percentages of nominal at the shown severities."""
    if not cell.applies:
        return "–"
    return " ".join(write_ratio(cell, severity) for severity in SHOWN) + (" †" if cell.refused > 0.5 else "")


def write_ratio(cell: RatedCell, severity: int) -> str:
    """Returns one percentage, marked where it is outside or not judged."""
    text = f"{cell.ratio(severity):.0%}".rstrip("%")
    if not cell.is_judged(severity):
        return f"({text})"
    return f"**{text}**" if cell.is_outside(severity) else text


def write_causes(cells: Cells) -> Iterator[str]:
    """Yields the languages outside by perturbation and cause, with what can be edited there."""
    yield "\n## Why rates are outside\n"
    yield (
        "The most that texts allow is that each gets its nominal share, or all that it has if that is less. "
        "*Saturated*: the rate is within a tenth of that. *By chance*: it is within three standard "
        "deviations of nominal, where edits come in pairs. In brackets the share of units that can be "
        "edited at all, and from which severity on the rate is outside.\n"
    )
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for cell in cells.values():
        if cell.outside:
            bound = f"{cell.language} ({cell.able:.0%}, {cell.outside[0]})"
            groups[cell.name, find_cause(cell)].append(bound)
    for (name, cause), found in sorted(groups.items()):
        yield f"- `{name}`, {cause}: {', '.join(found)}."
    yield ""


def find_cause(cell: RatedCell) -> str:
    """Returns why the rates of a cell are outside, by measure, or what is known of the perturbation."""
    if cell.saturated:
        return "saturated"
    if cell.by_chance:
        return "by chance"
    return KNOWN_CAUSES.get(cell.name, "**not explained**")


def write_refusals(cells: Cells, languages: int) -> Iterator[str]:
    """Yields why perturbations are not applicable to any text of some languages, or to most."""
    yield "## Not applicable\n"
    reasons: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for cell in cells.values():
        if not cell.applies:
            reasons[cell.name, write_reason(cell)].append(cell.language)
    by_reason: defaultdict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (name, reason), found in reasons.items():
        by_reason[reason, tuple(found)].append(name)
    for (reason, without), names in by_reason.items():
        where = "all languages" if len(without) == languages else ", ".join(without)
        yield f"- {', '.join(f'`{name}`' for name in names)}: {reason} – {where}."
    yield ""


def write_reason(cell: RatedCell) -> str:
    """Returns why no text can be perturbed, without the names of its language and script."""
    script = script_of(cell.language)
    reason = re.sub(rf"\b{cell.language}\b", "the language", cell.reason)
    return reason.replace(f"{script} script", "the script")


def write_left_out(cells: Cells) -> Iterator[str]:
    """Yields the perturbations whose severity is not a rate."""
    measured = {name for name, _ in cells}
    rest = [e for e in PERTURBATIONS if isinstance(e, Perturbation) and e.name not in measured]
    yield "## Without a rate\n"
    yield (
        f"The severity of these is no share of units ({' or '.join(NO_RATE)}), so they are not above: "
        + ", ".join(f"`{entry.name}`" for entry in rest)
        + ". `crosswind list perturbations` says what it is.\n"
    )


if __name__ == "__main__":
    main()
