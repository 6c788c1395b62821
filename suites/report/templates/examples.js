// Worst examples: text before and after with the changed runs marked, gold and both answers.
const FIRST = 6, NEXT = 24;
const isSameCell = (example, cell) =>
  ["model", "task", "language", "perturbation", "severity"].every((key) => example[key] === cell[key]);

function markRuns(spans, tag, language) {
  const runs = spans.map(([text, changed]) => {
    if (!changed) return text;
    if (text === "") return html(tag, { class: "nothing", title: "nothing stands here" }, "‸");
    return html(tag, {}, text.trim() === "" ? text.replaceAll(/\s/g, "␣") : text);
  });
  return html("p", { class: "text", dir: "auto", lang: language, tabindex: spans.length && lengthOf(spans) > 600 ? 0 : null }, ...runs);
}
const lengthOf = (spans) => spans.reduce((sum, [text]) => sum + text.length, 0);

function drawExample(example) {
  const answers = [["gold", example.gold], ["answer before", example.prediction_before], ["answer after", example.prediction_after]];
  const facts = answers.map(([name, text]) => html("div", {}, html("dt", {}, name), html("dd", { dir: "auto" }, text)));
  const fields = example.other_fields.map(([name, text]) => html("div", {}, html("dt", {}, words(name)), html("dd", { dir: "auto", lang: example.language, class: "text" }, text)));
  return html("article", { class: "example" },
    html("h3", {}, `${languageName(example.language)} · ${words(example.perturbation)} ${example.severity}`,
      html("small", {}, `${example.task} · ${modelLabel(example.model)} · ${example.example_id}`)),
    html("div", { class: "pair" },
      html("div", {}, html("h4", {}, `${words(example.field)}, before`), markRuns(example.before, "del", example.language)),
      html("div", {}, html("h4", {}, `${words(example.field)}, after`), markRuns(example.after, "ins", example.language))),
    html("dl", { class: "answers-given" }, ...facts),
    fields.length ? html("dl", { class: "fields" }, ...fields) : null);
}

class Examples {
  constructor(root) {
    this.root = root;
    this.choice = { task: "", language: "", perturbation: "", model: "", severity: "" };
    this.limit = FIRST;
    this.draw();
  }

  show(choice) {
    this.choice = { task: "", language: "", perturbation: "", model: "", severity: "", ...choice };
    this.limit = FIRST;
    this.draw();
  }

  control(key, name) {
    const values = unique(data.examples.map((example) => String(example[key])));
    if (values.length < 2) return null;
    return select(key, [["", "all"], ...values.map((value) => [value, name(value)])], this.choice[key],
      (value) => this.show({ ...this.choice, [key]: value }));
  }

  draw() {
    if (!data.examples.length) return void this.root.replaceChildren(html("p", { class: "empty" }, "No example was broken by a perturbation, or none was kept."));
    const keys = Object.keys(this.choice).filter((key) => this.choice[key] !== "");
    const found = data.examples.filter((example) => keys.every((key) => String(example[key]) === this.choice[key]));
    const left = found.length - this.limit;
    const more = html("button", { type: "button", class: "more", click: () => { this.limit += NEXT; this.draw(); } }, `Show ${count(Math.min(NEXT, left))} more`);
    this.root.replaceChildren(
      html("div", { class: "controls" }, this.control("task", (task) => task), this.control("language", languageName),
        this.control("perturbation", words), this.control("severity", String), this.control("model", modelLabel)),
      html("p", { class: "status", role: "status" }, `${count(found.length)} of ${count(data.examples.length)} examples`),
      ...found.slice(0, this.limit).map(drawExample), left > 0 ? more : "");
  }
}
