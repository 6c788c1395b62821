// The embedded data, decoded once: columns of indices become one object per cell.
const data = JSON.parse(document.getElementById("page-data").textContent);

const cells = Array.from({ length: data.cells.count }, () => ({}));
for (const [name, column] of Object.entries(data.cells.columns)) {
  if (column.plain) column.plain.forEach((value, row) => { cells[row][name] = value; });
  else column.codes.forEach((code, row) => { cells[row][name] = column.values[code]; });
}
const languages = new Map(Object.entries(data.languages));
const models = new Map(data.models.map((model) => [model.name, model]));
const unique = (values) => [...new Set(values)];
const languageName = (code) => languages.get(code) ?? code;

function modelLabel(name) {
  const model = models.get(name);
  if (!model) return name;
  const trained = model.examples ? `, ${count(model.examples)} intermediate` : "";
  return `${model.arm}${trained}, seed ${model.seed}`;
}

function shortLabel(name) {
  const model = models.get(name);
  return model ? `${model.arm}${model.examples ? ` ${count(model.examples)}` : ""}, seed ${model.seed}` : name;
}

// Maps and curves have one number a place: that of the task's headline metric.
const byTask = new Map(data.tasks.map((task) => [task, []]));
for (const cell of cells) if (cell.metric === data.metrics[cell.task]) byTask.get(cell.task).push(cell);

// Models of a task that have cells, the headline model of the last arm first.
function modelsOf(task) {
  const present = unique(byTask.get(task).map((cell) => cell.model));
  const headline = data.headline[task].filter((name) => present.includes(name)).reverse();
  return unique([...headline, ...present]);
}

// What a cell says about its drop: a number, or why there is none.
function stateOf(cell) {
  if (!cell) return "absent";
  if (cell.drop === null) return "inapplicable";
  return cell.at_chance ? "chance" : cell.significant ? "significant" : "unsure";
}

// A drop that may be partly due to broken gold: marked wherever it stands, in words for who cannot see the mark.
const isDoubtful = (cell) => cell.gold_in_doubt && cell.drop !== null && !cell.at_chance;
const doubtMark = (cell) => (isDoubtful(cell) ? "‡" : "");
function doubtOf(cell) {
  if (!isDoubtful(cell)) return "";
  const control = cell.validity_source === "control";
  return control ? " A control (‡): the gold is not kept, on purpose." : " Gold in doubt (‡): the drop may be partly due to broken gold.";
}

// The metric that decides who is above the constant answer need not be the one that the cell is in.
function deciderOf(cell) {
  const metric = data.deciding[cell.task];
  return metric && metric !== cell.metric ? `by ${words(metric)}, which decides, ` : "";
}

function sentenceOf(cell) {
  const state = stateOf(cell);
  if (state === "inapplicable") return `No number: ${cell.notes.join("; ") || "the perturbation does not apply here"}.`;
  const scores = `From ${points(cell.clean)} to ${points(cell.perturbed)} (${words(cell.metric)})`;
  if (state === "chance") return `${scores}, but at chance: ${deciderOf(cell)}clean is not above the constant answer.`;
  const drop = `a drop of ${points(cell.drop)} points ${interval(cell.drop_low, cell.drop_high)}`;
  const doubt = doubtOf(cell);
  if (state === "significant") return `${scores}: ${drop}, significant.${doubt}`;
  const least = cell.minimum_detectable_drop;
  const takes = cell.n_for_wanted === null ? "" : `; one of ${points(data.wanted)} takes ${count(cell.n_for_wanted)} examples`;
  const sight = least === null ? "" : ` A drop of ${points(least)} would have shown${takes}.`;
  return `${scores}: ${drop}, not significant.${sight}${doubt}`;
}

function titleOf(cell) {
  return `${languageName(cell.language)} · ${words(cell.perturbation)}, severity ${cell.severity} · ${modelLabel(cell.model)}`;
}

// Of how many changed examples the gold plausibly survives, and who says so.
function goldOf(cell) {
  if (cell.validity_source === "clean") return "nothing was changed";
  if (cell.validity === null) return cell.validity_source;
  return `${percent(cell.validity)} [${percent(cell.validity_low)}, ${percent(cell.validity_high)}] of ${count(cell.validity_n)}, by ${cell.validity_source}`;
}

const bounds = (cell) => (cell.effect_low === null || cell.effect_high === null ? "" : ` [${fixed(cell.effect_low, 2)}, ${fixed(cell.effect_high, 2)}]`);
const FACTS = [
  ["examples compared", (cell) => `${count(cell.n)} in ${count(cell.n_groups)} clusters`],
  ["coverage", (cell) => `${percent(cell.coverage)} of ${count(cell.attempted)} changed, ${count(cell.unchanged)} unchanged, ${count(cell.not_applicable)} not applicable`],
  ["edited units", (cell) => `${percent(cell.edit_rate)} of changed examples, ${percent(cell.realised_rate)} over all`],
  ["relative drop", (cell) => percent(cell.relative_drop)],
  ["answers flipped", (cell) => `${percent(cell.flip_rate)} (${count(cell.broken)} broken, ${count(cell.repaired)} repaired)`],
  ["test", (cell) => `${words(cell.test)}, p ${probability(cell.p_value)}, corrected ${probability(cell.p_adjusted)}`],
  ["effect size", (cell) => (cell.effect_size === null ? MISSING : `${fixed(cell.effect_size, 2)}${bounds(cell)} (${words(cell.effect_size_name)})`)],
  ["Cohen’s g", (cell) => fixed(cell.cohen_g, 2)],
  ["equivalent within", (cell) => (cell.equivalent_within === null ? MISSING : `± ${points(cell.equivalent_within)}`)],
  ["minimum detectable drop", (cell) => points(cell.minimum_detectable_drop)],
  [`examples needed for a drop of ${points(data.wanted)}`, (cell) => (cell.n_for_wanted === null ? MISSING : count(cell.n_for_wanted))],
  ["examples needed for this drop", (cell) => (cell.n_needed ? count(cell.n_needed) : MISSING)],
  ["gold survives", (cell) => goldOf(cell)],
  ["ceiling", (cell) => (cell.gold_in_doubt ? points(cell.ceiling) : MISSING)],
  ["seed", (cell) => String(cell.seed)],
];

// Everything a cell holds, for the panel under a map and the unfolded row of the table.
function describe(cell, prefix = "") {
  const facts = FACTS.map(([name, read]) => html("div", {}, html("dt", {}, name), html("dd", {}, read(cell))));
  const notes = cell.notes.map((note) => html("li", {}, note));
  return html("div", { class: "facts" },
    html("p", { class: "facts-title" }, prefix + titleOf(cell)),
    html("p", {}, sentenceOf(cell)),
    html("dl", {}, ...facts),
    notes.length ? html("ul", {}, ...notes) : null);
}
