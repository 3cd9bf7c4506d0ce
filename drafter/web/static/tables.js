// ① The fill-in table and the work items: saved cell by cell, pasted from a spreadsheet, sorted.
import { applyFilter } from "./filters.js";
import { openPart, openStep } from "./steps.js";
import { askForPasted, make } from "./dialogs.js";
import { ask, notify, panels, put, reason, show, words } from "./talk.js";
import { deliver, forget, keep, leftOver, sent, waits, waitsElsewhere } from "./unsent.js";

const refusals = {};

export function figureTable(element) {
  new MutationObserver(() => {
    saveFigures(element, leftOver(projectOf(element), givenFigure));
    // The work items are not there before somebody looks at them.
    if (!panels.items && element.getClientRects().length && waitsElsewhere(projectOf(element), givenFigure)) openPart("items");
  }).observe(element, { childList: true, subtree: true });
  element.addEventListener("input", event => { if (event.target.matches("[data-search]")) applyFilter(element); });
  element.addEventListener("change", event => {
    if (event.target.matches("[data-figure]")) saveFigures(element, { [event.target.dataset.figure]: event.target.value });
  });
  element.addEventListener("keydown", event => {
    if (!event.target.matches("[data-figure]") || event.isComposing) return;
    if (event.key === "F2") unlock(event.target);
    const down = event.key === "ArrowDown" || event.key === "Enter", up = event.key === "ArrowUp";
    if (!down && !up) return;
    event.preventDefault();
    const cells = shownCells(element).filter(cell => cell.tabIndex >= 0 || cell === event.target);
    const next = cells[cells.indexOf(event.target) + (down ? 1 : -1)];
    if (next) { next.focus(); next.select(); } else event.target.blur();
  });
  element.addEventListener("dblclick", event => unlock(event.target));
  element.addEventListener("paste", event => {
    if (!event.target.matches("[data-figure]")) return;
    const text = (event.clipboardData || window.clipboardData).getData("text");
    if (!/[\r\n\t]/.test(text.trim())) return;
    event.preventDefault();
    pasteColumn(element, event.target, text);
  });
}

function givenFigure(id) { return figureIn(panels.figures?.element, id); }
function figureIn(element, id) { return element?.querySelector(`[data-figure="${CSS.escape(id)}"]`)?.defaultValue; }

// A computed cell is locked until somebody means to write over it.
function unlock(cell) {
  if (!cell.matches("[data-figure][readonly]")) return;
  cell.readOnly = false;
  cell.select();
}

function shownCells(element) { return [...element.querySelectorAll("tr:not([hidden]) [data-figure]")]; }

// What a spreadsheet puts on the clipboard: cells between tabs, those with a line break in quotes.
function cellsOf(text) {
  const lines = [[""]];
  for (const [, quoted, plain, mark] of (text.replace(/\r\n?/g, "\n").replace(/\n$/, "") + "\n").matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n])|([^\t\n]*))([\t\n])/g)) {
    const line = lines.at(-1);
    line[line.length - 1] = (quoted === undefined ? plain : quoted.replaceAll('""', '"').replaceAll("\n", " ")).trim();
    if (mark === "\t") line.push(""); else lines.push([""]);
  }
  return lines.slice(0, -1);
}

// One line a row, from the cell downwards; computed rows and empty lines are passed over. A block that brings its rows' names
// is matched by them: its lines need not be in the order of the table.
function pasteColumn(element, first, text) {
  const lines = cellsOf(text), cells = shownCells(element), from = cells.indexOf(first), values = {};
  if (lines.some(line => line.length > 1) && lines.filter(([name]) => /[\u4e00-\u9fffA-Za-z]/.test(name)).length * 2 > lines.length) {
    matchTable(element, text);
    return;
  }
  lines.forEach(([value], at) => {
    const cell = cells[from + at];
    if (!cell || cell.tabIndex < 0 || !value) return;
    cell.value = value;
    values[cell.dataset.figure] = value;
  });
  saveFigures(element, values);
  const over = lines.slice(cells.length - from).filter(([value]) => value).length;
  if (over) notify(words.pastedOver.replace("{n}", over));
}

function matchTable(element, text) {
  put(`/projects/${encodeURIComponent(projectOf(element))}/figures/match`, { text }).then(answer => show(answer.panels), problem => notify(reason(problem)));
}

function projectOf(element) { return element.querySelector("[data-project]")?.dataset.project; }

export function saveFigures(element, values) {
  const project = projectOf(element), ids = Object.keys(values);
  if (!project || !ids.length) return;
  const refuse = problem => {
    ids.forEach(id => { refusals[id] = { why: reason(problem), text: values[id] }; });
    showRefusals(element);
  };
  keep(project, values, givenFigure);
  deliver(`/projects/${encodeURIComponent(project)}/figures`, { values }, refuse).then(answer => {
    ids.forEach(id => delete refusals[id]);
    Object.entries(answer.refused).forEach(([id, why]) => { refusals[id] = { why, text: values[id] }; });
    show(answer.panels);
    const wrong = Object.keys(answer.refused).length;
    if (wrong && ids.length > 1) notify(words.pastedWrong.replace("{n}", wrong));
  }, refuse).finally(() => forget(project, values));
}

export function showRefusals(element) {
  element.querySelectorAll("[data-figure]").forEach(cell => {
    const refused = refusals[cell.dataset.figure];
    cell.classList.toggle("bad", !!refused);
    tellWhy(cell, refused?.why);
    if (refused) { cell.title = refused.why; cell.value = refused.text; cell.setAttribute("aria-invalid", "true"); } else cell.removeAttribute("aria-invalid");
  });
}

// Under the row's name, for whoever has no pointer to rest on the cell.
function tellWhy(cell, why) {
  const place = cell.closest("tr").querySelector(".dr-what"), id = `why-${cell.dataset.figure}`;
  place.querySelector(".dr-refused")?.remove();
  if (why) { place.append(make("p", { id, className: "dr-refused", textContent: why })); cell.setAttribute("aria-describedby", id); } else cell.removeAttribute("aria-describedby");
}

export function itemTable(element) {
  element.addEventListener("change", event => {
    const row = event.target.closest("[data-item]");
    if (!row) return;
    if ("place" in event.target.dataset) { moveTo(element, row, +event.target.value); return; }
    saveItem(element, itemOf(row, event.target));
  });
  // A work item is long enough to be lost while it is typed: it is sent when the field is left.
  element.addEventListener("input", event => {
    const row = event.target.closest("[data-item]"), project = projectOf(element);
    if (!row || !event.target.matches("textarea, input[data-field]")) return;
    const item = itemOf(row, event.target), value = JSON.stringify(item);
    keep(project, { [item.id]: value }, givenItem);
    if (event.target.value === event.target.defaultValue) forget(project, { [item.id]: value });
  });
  const sendLeftOver = () => {
    for (const item of itemsLeftOver(element, givenItem)) saveItem(element, item);
  };
  new MutationObserver(sendLeftOver).observe(element, { childList: true, subtree: true });
  // Mounted when somebody looks at it, it may have come with its rows.
  sendLeftOver();
  element.addEventListener("keydown", event => {
    if (!("place" in event.target.dataset) || event.isComposing) return;
    const row = event.target.closest("[data-item]"), step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Enter") event.target.blur();
    if (!step) return;
    event.preventDefault();
    moveTo(element, row, +event.target.dataset.place + step);
  });
  let dragged = null;
  element.addEventListener("dragstart", event => {
    dragged = event.target.closest?.("[data-item]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 10, 10);
    dragged.classList.add("dr-dragged");
  });
  element.addEventListener("dragover", event => {
    const row = event.target.closest("[data-item]");
    if (!dragged || !row) return;
    event.preventDefault();
    element.querySelectorAll(".dr-dropline").forEach(one => one.classList.remove("dr-dropline"));
    row.classList.add("dr-dropline");
  });
  element.addEventListener("drop", event => {
    const row = event.target.closest("[data-item]");
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    const ids = order(element).filter(id => id !== dragged.dataset.item);
    ids.splice(ids.indexOf(row.dataset.item), 0, dragged.dataset.item);
    saveOrder(element, ids, dragged.dataset.item);
  });
  element.addEventListener("dragend", () => {
    dragged?.classList.remove("dr-dragged");
    element.querySelectorAll(".dr-dropline").forEach(one => one.classList.remove("dr-dropline"));
    dragged = null;
  });
}

function itemsLeftOver(element, given) {
  return Object.values(leftOver(projectOf(element), given, value => JSON.parse(value).text)).map(item => JSON.parse(item));
}

// A page that comes back at another step than ① does not show the tables: they are fetched, and what was not sent is held against them.
export async function sendLeftOver(project) {
  if (!waits(project)) return;
  const { html } = await ask(`/projects/${encodeURIComponent(project)}/given`), tables = new DOMParser().parseFromString(html, "text/html").body;
  saveFigures(tables, leftOver(project, id => figureIn(tables, id)));
  for (const item of itemsLeftOver(tables, id => itemIn(tables, id))) saveItem(tables, item);
  await sent();
}

// What a row says of its work item; `typed` is the field somebody writes in.
function itemOf(row, typed) {
  const item = fieldsOf(row, field => field.value);
  // Whoever writes this year's words has decided to rewrite.
  if (typed.matches("[data-field=text]") && item.text.trim() && ["", "沿用", "删除"].includes(item.action)) item.action = "改写";
  return item;
}

function fieldsOf(row, value) {
  const field = name => { const one = row.querySelector(`[data-field=${name}]`); return one ? value(one) || "" : ""; };
  return { id: row.dataset.item, section: field("section"), action: field("action"), text: field("text"), evidence: field("evidence") };
}

function givenItem(id) { return itemIn(panels.items?.element, id); }
function itemIn(element, id) {
  const row = element?.querySelector(`[data-item="${CSS.escape(id)}"]`);
  const given = field => field.options ? [...field.options].find(one => one.defaultSelected)?.value : field.defaultValue;
  return row ? JSON.stringify(fieldsOf(row, given)) : undefined;
}

function order(element) { return [...element.querySelectorAll("[data-item]")].map(row => row.dataset.item); }

function moveTo(element, row, place) {
  const ids = order(element).filter(id => id !== row.dataset.item), field = row.querySelector("[data-place]");
  if (!(place >= 1)) { field.value = field.dataset.place; return; }
  ids.splice(Math.min(place, ids.length + 1) - 1, 0, row.dataset.item);
  saveOrder(element, ids, row.dataset.item);
}

function saveOrder(element, ids, moved) {
  change(element, "items/order", { ids }, () => element.querySelector(`[data-item="${CSS.escape(moved)}"] [data-place]`)?.focus());
}

export function dropItem(element, id) { change(element, "items/drop", { id }); }

export function saveItem(element, item) {
  const project = projectOf(element), copy = item.id ? { [item.id]: JSON.stringify(item) } : {};
  keep(project, copy, givenItem);
  change(element, "items", item, answer => { if (!item.id) element.querySelector(`[data-item="${CSS.escape(answer.id)}"] textarea`)?.focus(); })
    .finally(() => forget(project, copy));
}

function change(element, what, body, then) {
  const project = projectOf(element);
  let told = false;
  const unheard = problem => { if (!told) notify(reason(problem)); told = true; };
  return deliver(`/projects/${encodeURIComponent(project)}/${what}`, body, unheard).then(
    answer => { show(answer.panels); if (then) setTimeout(() => then(answer), 30); },
    problem => notify(reason(problem)),
  );
}

// ---- foreign tables -------------------------------------------------------------------------------------------------

export function pasteTable(project) {
  askForPasted(words.pasteTable, text => put(`/projects/${encodeURIComponent(project)}/figures/match`, { text }));
}

// What is ticked is typed into the table, as by hand.
export function takeOffers(element) {
  const values = {};
  element.querySelectorAll("[data-offer]:checked").forEach(box => { values[box.dataset.offer] = box.dataset.value; });
  show({ matches: "" });
  saveFigures(panels.figures.element, values);
}

// ---- what was changed -----------------------------------------------------------------------------------------------

export function refreshChanges() {
  const project = panels.figures && projectOf(panels.figures.element), element = panels.data_history?.element;
  if (!project || !element?.getClientRects().length) return;
  sent().then(() => ask(`/projects/${encodeURIComponent(project)}/figures/history`)).then(answer => show(answer.panels), problem => notify(reason(problem)));
}

// What stood there before is typed once more, as by hand; the list then shows that, too.
export function putBack({ putBack: id, value, section, action, text, evidence }) {
  if (value !== undefined) saveFigures(panels.figures.element, { [id]: value });
  else saveItem(panels.items.element, { id, section, action, text, evidence });
  refreshChanges();
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
