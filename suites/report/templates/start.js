// Puts everything in its place.
for (const root of document.querySelectorAll("[data-heatmap]")) {
  const task = root.dataset.heatmap;
  if (byTask.get(task).length) new HeatMap(root, task);
  else root.append(html("p", { class: "empty" }, "No perturbed cells for this task."));
}
new SeverityCurves(document.querySelector("[data-severity]"));
const table = new CellTable(document.querySelector("[data-cells]"));
const examples = new Examples(document.querySelector("[data-examples]"));

function showCells(cell) {
  table.update({ filter: [cell.task, `(${cell.language})`, cell.perturbation, cell.model].join(" "), significant: false });
  document.getElementById("cells").scrollIntoView();
  table.search.focus({ preventScroll: true });
}
function showExamples(cell) {
  examples.show({ task: cell.task, language: cell.language, perturbation: cell.perturbation, model: cell.model, severity: String(cell.severity) });
  document.getElementById("examples").scrollIntoView();
}
function followLink() {
  const [place, query] = location.hash.slice(1).split("?");
  if (place !== "cells" || query === undefined) return;
  table.read(new URLSearchParams(query));
  document.getElementById("cells").scrollIntoView();
}
addEventListener("hashchange", followLink);
followLink();
