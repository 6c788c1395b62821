// The table of all cells: sorted and filtered in memory, drawn in chunks.
const VERDICTS = { significant: "significant", unsure: "not significant", chance: "at chance", inapplicable: "not applicable" };
const verdictOf = (cell) => VERDICTS[stateOf(cell)] + (isDoubtful(cell) ? ", gold in doubt" : "");
const CHUNK = 25, MORE = 200;
// A column: key, heading, value to sort by, and for numbers how to write them.
const COLUMNS = [
  ["task", "task", (cell) => cell.task],
  ["language", "language", (cell) => `${languageName(cell.language)} (${cell.language})`],
  ["model", "model", (cell) => shortLabel(cell.model)],
  ["perturbation", "perturbation", (cell) => words(cell.perturbation)],
  ["severity", "sev.", (cell) => cell.severity, count],
  ["clean", "clean", (cell) => cell.clean, points],
  ["perturbed", "perturbed", (cell) => cell.perturbed, points],
  ["drop", "drop", (cell) => cell.drop, (drop, cell) => `${points(drop)}${doubtMark(cell)}`],
  ["interval", "[low, high]", (cell) => cell.drop_low, (low, cell) => interval(low, cell.drop_high)],
  ["p", "p corrected", (cell) => cell.p_adjusted, probability],
  ["n", "n", (cell) => cell.n, count],
  ["coverage", "coverage", (cell) => cell.coverage, percent],
  ["verdict", "verdict", verdictOf],
];

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "number" ? a - b : a.localeCompare(b);
}

class CellTable {
  constructor(root) {
    this.state = { filter: "", sort: "drop", order: "descending", significant: false };
    this.search = html("input", { type: "search", placeholder: "e.g. turkish homoglyphs 5", input: (event) => this.update({ filter: event.target.value }) });
    this.only = checkbox("significant only", false, (significant) => this.update({ significant }));
    this.status = html("p", { class: "status", role: "status" });
    this.body = html("tbody");
    this.more = html("button", { type: "button", class: "more", click: () => this.extend(MORE) });
    this.headers = new Map(COLUMNS.map(([key, label, , format]) => [key, this.header(key, label, format)]));
    this.texts = cells.map((cell) => [...COLUMNS.slice(0, 4).map(([, , read]) => read(cell)), cell.language_family, cell.perturbation, cell.model, cell.perturbation_family, cell.metric, cell.severity, verdictOf(cell)].join(" ").toLowerCase());
    root.append(
      html("div", { class: "controls" }, html("label", { class: "control wide" }, html("span", {}, "filter"), this.search), this.only),
      this.status,
      html("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of cells" },
        html("table", { class: "cells" }, html("thead", {}, html("tr", {}, html("th", {}, html("span", { class: "hidden" }, "details")), ...this.headers.values())), this.body)),
      this.more);
    this.refresh();
  }

  header(key, label, format) {
    const button = html("button", { type: "button", click: () => this.sortBy(key) }, label);
    return html("th", { scope: "col", class: format ? "number" : null, "aria-sort": "none" }, button);
  }

  sortBy(key) {
    const again = this.state.sort === key && this.state.order === "ascending";
    this.update({ sort: key, order: again ? "descending" : "ascending" });
  }

  update(change) {
    Object.assign(this.state, change);
    const { filter, sort, order, significant } = this.state;
    const query = new URLSearchParams();
    if (filter) query.set("filter", filter);
    query.set("sort", sort);
    query.set("order", order);
    if (significant) query.set("significant", "yes");
    history.replaceState(null, "", `#cells?${query}`);
    this.refresh();
  }

  // Takes the state that a link names, e.g. #cells?filter=tr+homoglyphs&sort=drop&order=descending
  read(query) {
    const key = query.get("sort");
    this.state = {
      filter: query.get("filter") ?? "",
      sort: this.headers.has(key) ? key : "drop",
      order: query.get("order") === "ascending" ? "ascending" : "descending",
      significant: query.get("significant") === "yes",
    };
    this.refresh();
  }

  refresh() {
    const { filter, sort, order, significant } = this.state;
    this.search.value = filter;
    this.only.querySelector("input").checked = significant;
    for (const [key, header] of this.headers) header.setAttribute("aria-sort", key === sort ? order : "none");
    const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
    const keep = (cell, index) => (!significant || stateOf(cell) === "significant") && wanted.every((word) => this.texts[index].includes(word));
    this.rows = cells.filter(keep);
    this.rows = this.sorted(COLUMNS.find(([key]) => key === sort)[2], order === "descending" ? -1 : 1);
    this.body.replaceChildren();
    this.shown = 0;
    this.extend(CHUNK);
  }

  sorted(read, sign) {
    const keyed = this.rows.map((cell) => [read(cell), cell]);
    keyed.sort(([a], [b]) => (a === null || b === null ? compare(a, b) : sign * compare(a, b)));
    return keyed.map(([, cell]) => cell);
  }

  extend(size) {
    const next = this.rows.slice(this.shown, this.shown + size);
    this.body.append(...next.map((cell) => this.row(cell)));
    this.shown += next.length;
    const left = this.rows.length - this.shown;
    this.status.textContent = `${count(this.rows.length)} of ${count(cells.length)} cells${left ? `, the first ${count(this.shown)} shown` : ""}`;
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${count(Math.min(MORE, left))} more`;
  }

  row(cell) {
    const toggle = html("button", { type: "button", class: "toggle", "aria-expanded": "false", "aria-label": `Details of ${titleOf(cell)}`, click: () => this.unfold(line, toggle, cell) }, "▸");
    const fields = COLUMNS.map(([, , read, format]) => {
      const value = read(cell);
      return html("td", { class: format ? "number" : null }, value === null ? MISSING : format ? format(value, cell) : value);
    });
    const line = html("tr", { class: stateOf(cell) }, html("td", {}, toggle), ...fields);
    return line;
  }

  unfold(line, toggle, cell) {
    const open = toggle.getAttribute("aria-expanded") === "true";
    toggle.setAttribute("aria-expanded", String(!open));
    if (open) line.nextSibling.remove();
    else line.after(html("tr", { class: "unfolded" }, html("td", { colspan: COLUMNS.length + 1 }, describe(cell))));
  }
}
