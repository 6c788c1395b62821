// Small multiples: drop against severity, one panel per perturbation, all on one scale.
const PANEL = { width: 250, height: 170, left: 34, right: 12, top: 10, bottom: 30 };

class SeverityCurves {
  constructor(root) {
    this.root = root;
    this.choose({ task: data.tasks.find((task) => byTask.get(task).length) });
  }

  choose(change) {
    Object.assign(this, change);
    if (!this.task) return void this.root.append(html("p", { class: "empty" }, "The run has no perturbed cells."));
    if (change.task) this.model = modelsOf(this.task)[0];
    this.found = byTask.get(this.task).filter((cell) => cell.model === this.model);
    const codes = unique(this.found.map((cell) => cell.language));
    if (!codes.includes(this.language)) this.language = codes.find((code) => code !== "en") ?? codes[0];
    this.draw(codes);
  }

  draw(codes) {
    const tasks = data.tasks.filter((task) => byTask.get(task).length).map((task) => [task, task]);
    const usable = this.found.filter((cell) => cell.drop !== null && !cell.at_chance);
    const own = usable.filter((cell) => cell.language === this.language);
    const values = [0, ...usable.map((cell) => cell.drop), ...own.flatMap((cell) => [cell.drop_low, cell.drop_high])];
    const low = values.reduce((a, b) => Math.min(a, b)), high = values.reduce((a, b) => Math.max(a, b));
    const step = [1, 2, 5, 10, 20, 50].find((width) => (high - low) / width <= 6) ?? 50;
    this.axis = { low: Math.floor(low / step) * step, high: Math.max(step, Math.ceil(high / step) * step), step };
    const panels = unique(this.found.map((cell) => cell.perturbation)).map((name) => this.panel(name, usable.filter((cell) => cell.perturbation === name)));
    this.root.replaceChildren(
      html("div", { class: "controls" },
        select("task", tasks, this.task, (task) => this.choose({ task })),
        select("model", modelsOf(this.task).map((name) => [name, modelLabel(name)]), this.model, (model) => this.choose({ model })),
        select("language", codes.map((code) => [code, languageName(code)]), this.language, (language) => this.choose({ language }))),
      html("div", { class: "panels" }, ...panels));
  }

  panel(name, usable) {
    const own = usable.filter((cell) => cell.language === this.language).sort((a, b) => a.severity - b.severity);
    const last = own.at(-1);
    const said = last ? `${points(last.drop)} ${interval(last.drop_low, last.drop_high)}` : "no drop here";
    const others = unique(usable.map((cell) => cell.language)).filter((code) => code !== this.language);
    const drawing = svg("svg", { viewBox: `0 0 ${PANEL.width} ${PANEL.height}`, role: "img", "aria-label": this.say(name, own) },
      ...this.frame(),
      ...others.map((code) => this.line("other", usable.filter((cell) => cell.language === code))),
      ...(own.length ? this.highlight(own) : []));
    return html("div", { class: "panel" }, html("h4", {}, words(name), html("small", {}, said)), drawing);
  }

  say(name, own) {
    const steps = own.map((cell) => `severity ${cell.severity}: ${points(cell.drop)} ${interval(cell.drop_low, cell.drop_high)}`);
    return `${words(name)}, ${languageName(this.language)}. ${steps.join("; ") || "no drop: at chance or not applicable"}`;
  }

  x(severity) { return PANEL.left + (severity / 5) * (PANEL.width - PANEL.left - PANEL.right); }
  y(drop) {
    const share = (drop - this.axis.low) / (this.axis.high - this.axis.low);
    return PANEL.height - PANEL.bottom - share * (PANEL.height - PANEL.top - PANEL.bottom);
  }

  frame() {
    const parts = [];
    for (let tick = this.axis.low; tick <= this.axis.high; tick += this.axis.step) {
      const y = this.y(tick);
      parts.push(svg("line", { class: tick === 0 ? "zero" : "grid", x1: PANEL.left, x2: PANEL.width - PANEL.right, y1: y, y2: y }));
      parts.push(svg("text", { class: "tick", x: PANEL.left - 6, y: y + 4, "text-anchor": "end" }, fixed(tick, 0)));
    }
    for (let level = 0; level <= 5; level += 1) {
      parts.push(svg("text", { class: "tick", x: this.x(level), y: PANEL.height - 12, "text-anchor": "middle" }, String(level)));
    }
    return parts;
  }

  line(kind, own) {
    const ordered = [...own].sort((a, b) => a.severity - b.severity);
    const places = [[0, 0], ...ordered.map((cell) => [cell.severity, cell.drop])];
    const path = places.map(([severity, drop]) => `${this.x(severity)},${this.y(drop)}`).join(" ");
    return svg("polyline", { class: kind, points: path }, svg("title", {}, own.length ? languageName(own[0].language) : ""));
  }

  highlight(own) {
    const edge = (read) => [[0, 0], ...own.map((cell) => [cell.severity, read(cell)])];
    const outline = [...edge((cell) => cell.drop_high), ...edge((cell) => cell.drop_low).reverse()];
    const band = outline.map(([severity, drop]) => `${this.x(severity)},${this.y(drop)}`).join(" ");
    const dots = own.map((cell) => svg("circle", { class: cell.significant ? "filled" : "hollow", cx: this.x(cell.severity), cy: this.y(cell.drop), r: 4 }, svg("title", {}, sentenceOf(cell))));
    return [svg("polygon", { class: "band series-0", points: band }), svg("g", { class: "mark series-0" }, this.line("chosen", own), ...dots)];
  }
}
