// One map per task: languages by family × perturbations by kind, colour = drop.
const KINDS = { adversarial: "adversarial", domain_shift: "domain shift", scaling: "data scaling" };
const MARKS = { absent: "not run", inapplicable: "n/a", chance: "at chance" };

function limitOf(task) {
  const drops = byTask.get(task).filter((cell) => cell.drop !== null && !cell.at_chance).map((cell) => Math.abs(cell.drop));
  const largest = drops.reduce((high, drop) => Math.max(high, drop), 1);
  return [2, 5, 10, 15, 20, 30, 40, 50, 75, 100].find((limit) => limit >= largest) ?? 100;
}

function paint(element, drop, limit) {
  const strength = Math.min(1, Math.abs(drop) / limit);
  element.classList.add(drop < 0 ? "gain" : "fall");
  if (strength > 0.8) element.classList.add("strong");
  element.style.setProperty("--strength", `${Math.round(100 * strength)}%`);
}

function drawLegend(limit, doubtful) {
  const steps = [-1, -0.5, 0, 0.5, 1].map((share) => {
    const swatch = html("span", { class: "swatch" }, points(share * limit));
    paint(swatch, share * limit, limit);
    return swatch;
  });
  return html("div", { class: "legend" },
    html("span", { class: "scale" }, html("span", {}, "gained"), ...steps, html("span", {}, "lost, in points")),
    html("span", {}, html("span", { class: "swatch unsure" }, "1.2"), " not significant"),
    html("span", {}, html("span", { class: "swatch chance" }, "at chance"), " no better than a constant answer"),
    html("span", {}, html("span", { class: "swatch inapplicable" }, "n/a"), " does not apply"),
    doubtful ? html("span", {}, html("span", { class: "swatch" }, "1.2", html("sup", {}, "‡")), " gold in doubt: part of the drop may be broken gold") : null);
}

class HeatMap {
  constructor(root, task) {
    Object.assign(this, { root, task, model: modelsOf(task)[0], severity: "highest", pinned: null });
    this.limit = limitOf(task);
    this.table = html("table", { class: "map", keydown: (event) => this.move(event) });
    this.panel = html("div", { class: "detail", "aria-live": "polite" });
    this.reasons = html("ul", { class: "reasons" });
    root.append(this.controls(), html("div", { class: "scroll" }, this.table), drawLegend(this.limit, byTask.get(task).some(isDoubtful)), this.panel, this.reasons);
    this.draw();
  }

  controls() {
    const severities = unique(byTask.get(this.task).map((cell) => cell.severity)).sort();
    const choices = [["highest", "highest of each"], ...severities.map((level) => [String(level), String(level)])];
    return html("div", { class: "controls" },
      select("model", modelsOf(this.task).map((name) => [name, modelLabel(name)]), this.model, (name) => this.show({ model: name })),
      select("severity", choices, this.severity, (level) => this.show({ severity: level })));
  }

  show(change) {
    Object.assign(this, change, { pinned: null });
    this.draw();
  }

  draw() {
    const found = byTask.get(this.task).filter((cell) => cell.model === this.model);
    this.columns = unique(found.map((cell) => cell.perturbation)).map((name) => {
      const own = found.filter((cell) => cell.perturbation === name);
      const severity = this.severity === "highest" ? Math.max(...own.map((cell) => cell.severity)) : Number(this.severity);
      return { name, severity, kind: own[0].perturbation_family };
    });
    this.lookup = new Map(found.map((cell) => [`${cell.language}\n${cell.perturbation}\n${cell.severity}`, cell]));
    this.table.replaceChildren(
      html("caption", { class: "hidden" }, `Drop in points on ${this.task}, ${modelLabel(this.model)}`),
      this.head(), ...this.bodies(found));
    this.table.style.minWidth = `${140 + 76 * this.columns.length}px`;
    const first = this.table.querySelector("button");
    if (first) first.tabIndex = 0;
    this.explain(null);
    this.listReasons();
  }

  head() {
    const kinds = unique(this.columns.map((column) => column.kind));
    const spans = kinds.map((kind) => html("th", { scope: "colgroup", class: "kind", colspan: this.columns.filter((column) => column.kind === kind).length }, KINDS[kind]));
    this.columns.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
    const names = this.columns.map((column) => html("th", { scope: "col" }, words(column.name), html("small", {}, `severity ${column.severity}`)));
    return html("thead", {}, html("tr", {}, html("td", {}), ...spans), html("tr", {}, html("th", { scope: "col", class: "corner" }, "language"), ...names));
  }

  bodies(found) {
    return unique(found.map((cell) => cell.language_family)).map((family) => {
      const codes = unique(found.filter((cell) => cell.language_family === family).map((cell) => cell.language));
      const rows = codes.map((code) => html("tr", {},
        html("th", { scope: "row" }, languageName(code), html("small", {}, code)),
        ...this.columns.map((column) => html("td", {}, this.button(code, column)))));
      return html("tbody", {}, html("tr", { class: "family" }, html("th", { scope: "rowgroup", colspan: this.columns.length + 1 }, family)), ...rows);
    });
  }

  button(code, column) {
    const cell = this.lookup.get(`${code}\n${column.name}\n${column.severity}`) ?? null;
    const state = stateOf(cell);
    const said = cell ? `${titleOf(cell)}. ${sentenceOf(cell)}` : `${languageName(code)}, ${words(column.name)}, severity ${column.severity}: not part of the run`;
    const button = html("button", {
      type: "button", class: state, tabindex: -1, title: said, "aria-label": said,
      focus: () => this.explain(cell), mouseenter: () => this.explain(cell), mouseleave: () => this.explain(null),
      click: () => this.pin(button, cell),
    }, MARKS[state] ?? points(cell.drop), cell && isDoubtful(cell) ? html("sup", {}, doubtMark(cell)) : null);
    button.cell = cell;
    if (!(state in MARKS)) paint(button, cell.drop, this.limit);
    return button;
  }

  release(cell) {
    for (const pressed of this.table.querySelectorAll("[aria-pressed]")) pressed.removeAttribute("aria-pressed");
    this.pinned = null;
    this.explain(cell);
  }

  pin(button, cell) {
    const again = this.pinned === cell;
    this.release(cell);
    if (again || !cell) return;
    button.setAttribute("aria-pressed", "true");
    this.pinned = cell;
  }

  explain(cell) {
    if (this.pinned) return;
    const prefix = cell ? "" : "Largest drop here: ";
    cell ??= this.largest();
    if (!cell) return void this.panel.replaceChildren(html("p", { class: "hint" }, "This map holds no drop."));
    const shown = data.examples.filter((example) => isSameCell(example, cell)).length;
    this.panel.replaceChildren(describe(cell, prefix), html("p", { class: "links" },
      html("button", { type: "button", click: () => showCells(cell) }, "Find it in the table"),
      shown ? html("button", { type: "button", click: () => showExamples(cell) }, `Read its worst examples (${shown})`) : null));
  }

  // What the panel shows until a cell is chosen: the largest drop of the map.
  largest() {
    const drops = [...this.table.querySelectorAll(".significant, .unsure")].map((button) => button.cell);
    return drops.reduce((best, cell) => (best === null || cell.drop > best.drop ? cell : best), null);
  }

  listReasons() {
    const groups = new Map();
    for (const { name, severity } of this.columns) {
      const without = [...this.lookup.values()].filter((cell) => cell.perturbation === name && cell.severity === severity && cell.drop === null);
      for (const cell of without) {
        const said = `${words(name)}: ${cell.notes.join("; ") || "it does not apply"}`;
        groups.set(said, [...(groups.get(said) ?? []), languageName(cell.language)]);
      }
    }
    this.reasons.replaceChildren(...[...groups].map(([said, names]) => html("li", {}, html("b", {}, `n/a in ${names.join(", ")} `), said)));
  }

  move(event) {
    if (event.key === "Escape" && this.pinned) return void this.release(event.target.cell);
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!step || event.target.tagName !== "BUTTON") return;
    event.preventDefault();
    const rows = [...this.table.querySelectorAll("tbody tr:not(.family)")].map((row) => [...row.querySelectorAll("button")]);
    const row = rows.findIndex((buttons) => buttons.includes(event.target));
    const next = rows[row + step[0]]?.[rows[row].indexOf(event.target) + step[1]];
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
