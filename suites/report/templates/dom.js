// Elements and numbers. Text only ever enters the page through text nodes and attributes.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}
const html = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

// Rounds as suites/report/wording.py does, so that page, Markdown and terminal agree.
const MISSING = "–";
function fixed(value, digits) {
  if (value === null) return MISSING;
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
const points = (value) => fixed(value, 1);
const interval = (low, high) => (low === null || high === null ? "" : `[${points(low)}, ${points(high)}]`);
const percent = (fraction) => (fraction === null ? MISSING : `${fixed(100 * fraction, 0)} %`);
const probability = (value) => (value !== null && value < 0.001 ? "<0.001" : fixed(value, 3));
const count = (value) => value.toLocaleString("en-US");
const words = (name) => name.replaceAll("_", " ");

function select(label, options, value, choose) {
  const list = html("select", { change: (event) => choose(event.target.value) });
  for (const [key, text] of options) list.append(html("option", { value: key, selected: key === value }, text));
  return html("label", { class: "control" }, html("span", {}, label), list);
}
function checkbox(label, checked, choose) {
  const box = html("input", { type: "checkbox", change: (event) => choose(event.target.checked) });
  box.checked = checked;
  return html("label", { class: "control check" }, box, html("span", {}, label));
}
