// ① The fill-in table and the work items: saved cell by cell, pasted from a spreadsheet, sorted.
import { applyFilter } from "./filters.js";
import { openStep } from "./steps.js";
import { panels, put, reason, show, words } from "./talk.js";

const refusals = {};
let sending = Promise.resolve();
// Resolves when everything typed into the tables has reached the server.
export function sent() { return sending; }

export function figureTable(element) {
  element.addEventListener("input", event => { if (event.target.matches("[data-search]")) applyFilter(element); });
  element.addEventListener("change", event => {
    if (event.target.matches("[data-figure]")) saveFigures(element, { [event.target.dataset.figure]: event.target.value });
  });
  element.addEventListener("keydown", event => {
    if (!event.target.matches("[data-figure]") || event.isComposing) return;
    const down = event.key === "ArrowDown" || event.key === "Enter", up = event.key === "ArrowUp";
    if (!down && !up) return;
    event.preventDefault();
    const cells = shownCells(element).filter(cell => cell.tabIndex >= 0 || cell === event.target);
    const next = cells[cells.indexOf(event.target) + (down ? 1 : -1)];
    if (next) { next.focus(); next.select(); } else event.target.blur();
  });
  element.addEventListener("paste", event => {
    if (!event.target.matches("[data-figure]")) return;
    const text = (event.clipboardData || window.clipboardData).getData("text");
    if (!/[\r\n\t]/.test(text.trim())) return;
    event.preventDefault();
    pasteColumn(element, event.target, text);
  });
}

function shownCells(element) { return [...element.querySelectorAll("tr:not([hidden]) [data-figure]")]; }

// One line a row, from the cell downwards; computed rows and empty lines are passed over.
function pasteColumn(element, first, text) {
  const cells = shownCells(element), values = {};
  text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, at) => {
    const cell = cells[cells.indexOf(first) + at], value = line.split("\t")[0].trim();
    if (!cell || cell.tabIndex < 0 || !value) return;
    cell.value = value;
    values[cell.dataset.figure] = value;
  });
  saveFigures(element, values);
}

export function saveFigures(element, values) {
  const project = element.querySelector("[data-project]")?.dataset.project;
  if (!project || !Object.keys(values).length) return;
  sending = sending.then(async () => {
    try {
      const answer = await put(`/projects/${encodeURIComponent(project)}/figures`, { values });
      Object.keys(values).forEach(id => delete refusals[id]);
      Object.entries(answer.refused).forEach(([id, why]) => { refusals[id] = { why, text: values[id] }; });
      show(answer.panels);
    } catch (problem) {
      Object.keys(values).forEach(id => { refusals[id] = { why: reason(problem), text: values[id] }; });
      showRefusals(element);
    }
  });
}

export function showRefusals(element) {
  element.querySelectorAll("[data-figure]").forEach(cell => {
    const refused = refusals[cell.dataset.figure];
    cell.classList.toggle("bad", !!refused);
    if (refused) { cell.title = refused.why; cell.value = refused.text; cell.setAttribute("aria-invalid", "true"); } else cell.removeAttribute("aria-invalid");
  });
}

export function itemTable(element) {
  element.addEventListener("change", event => {
    const row = event.target.closest("[data-item]");
    if (!row) return;
    const field = name => row.querySelector(`[data-field=${name}]`)?.value || "";
    saveItem(element, { id: row.dataset.item, section: field("section"), action: field("action"), text: field("text"), evidence: field("evidence") });
  });
}

export function saveItem(element, item) {
  const project = element.querySelector("[data-project]")?.dataset.project;
  if (!project) return;
  sending = sending.then(() => put(`/projects/${encodeURIComponent(project)}/items`, item)).then(
    answer => {
      show(answer.panels);
      if (!item.id) setTimeout(() => element.querySelector(`[data-item="${answer.id}"] textarea`)?.focus(), 30);
    },
    problem => window.alert(reason(problem)),
  );
}

export function showFigure(id) {
  openStep("data");
  setTimeout(() => {
    const table = panels.figures.element;
    table.dataset.filter = "";
    applyFilter(table);
    const cell = table.querySelector(`[data-figure="${CSS.escape(id)}"]`);
    cell?.scrollIntoView({ block: "center" });
    cell?.focus();
    cell?.closest("tr").classList.add("dr-flash");
  }, 350);
}
