// The page's own moves around the editor and the tables: panels, filters, dialogs, versions.
import "./answers.js";
import "./choices.js";
import { askFor, askForPasted, closeDialog, openDialog } from "./dialogs.js";
import { aimAt, editor, flush, insert, mountEditor, on, pathOf, sectionAskedFor, select } from "./editor.js";
import { applyFilter, filter, rememberChoice } from "./filters.js";
import "./focus.js";
import { at, followAddress, openStep, remember, reportIsHere } from "./steps.js";
import { adopt, offerTakeBack, rewrite } from "./rewriting.js";
import { askName, changeName, showKeys, switchLanguage } from "./person.js";
import { readingPanel, takeBack, viewReading } from "./readings.js";
import { dropItem, figureTable, itemTable, pasteTable, putBack, refreshChanges, saveItem, sendLeftOver, showFigure, showRefusals, takeOffers } from "./tables.js";
import { ask, notify, panels, put, reason, saySaved, settlers, show, words } from "./talk.js";
import "./toasts.js";
import { sent } from "./unsent.js";

document.documentElement.lang = words.lang;
// Gradio's own few words follow the browser's language; ours is the page's.
Object.defineProperty(navigator, "language", { get: () => words.lang });
Object.defineProperty(navigator, "languages", { get: () => [words.lang] });
// Our colours are made for a light page, whatever the system prefers.
new MutationObserver(stayLight).observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["class"] });
function stayLight() {
  // Only where it stands: taking away what is not there is a change, too, and would be answered without end.
  for (const one of document.querySelectorAll("html.dark, body.dark")) one.classList.remove("dark");
}

// ---- panels -------------------------------------------------------------------------------------------------------

function panel(name, element, props, trigger, watch) {
  panels[name] = { element, props, trigger, first: props.value };
  watch("value", () => settle(element));
  element.addEventListener("click", event => {
    const target = event.target.closest("button,[data-go]");
    if (!target || !element.contains(target)) return;
    const data = target.dataset;
    if ("sure" in data && !target.classList.contains("dr-danger")) askTwice(target);
    else if ("go" in data) go(trigger, { section: data.go, act: data.act || "", start: +data.start || 0, end: +data.end || 0 });
    else if ("step" in data) openStep(data.step);
    else if ("insert" in data) insert(data.insert, true);
    else if ("apply" in data) applyPassage(target);
    else if ("fix" in data) settled(data, "fix", data.fix);
    else if ("confirm" in data) settled(data, "confirm", data.confirm);
    else if ("fillIn" in data) askFor(data.asked, words => settled(data, "confirm", data.fillIn, { words }));
    else if ("spot" in data) showSpot(element, data.spot);
    else if ("paste" in data) pasteTable(data.paste);
    else if ("take" in data) takeOffers(element);
    else if ("view" in data) viewReading(data.view);
    else if ("takeBack" in data) takeBack(element);
    else if ("dropItem" in data) dropItem(element, data.dropItem);
    else if ("figureRow" in data) showFigure(data.figureRow);
    else if ("filter" in data) filter(element, target);
    else if ("compare" in data) compareWith(data.compare);
    else if ("putBack" in data) putBack(data);
    else if ("restore" in data) restore(data);
    else if ("rewrite" in data) rewrite(data.rewrite, target);
    else if ("adopt" in data) adopt(data, showSection);
    else if ("close" in data) closeDialog(name);
    else if ("language" in data) switchLanguage(target.lang);
    else if ("name" in data) changeName(data.name);
    else if ("keys" in data) showKeys();
    else if ("shelf" in data) toggleShelf(element, target);
    else if ("dismiss" in data) judge(data, data.dismiss, true);
    else if ("undismiss" in data) judge(data, data.undismiss, false);
    else if ("sourceOf" in data) askFor(words.source_asked, source => giveSource(data.sourceOf, data, source));
    else if ("noSource" in data) giveSource(data.noSource, data, "");
    else if ("pasteText" in data) pasteText();
    else if ("copy" in data) copyWords(data.copy);
    else if ("editText" in data) editText(element, data.editText);
    else if ("newItem" in data) saveItem(element, { id: "", section: "", action: "新增", text: "", evidence: "" });
    else if ("start" in data) select(+data.start, +data.end, true);
  });
  element.addEventListener("submit", event => {
    if (!("seek" in event.target.dataset)) return;
    event.preventDefault();
    seekWording(event.target);
  });
  keepShown(name);
  keepFiltered(element);
  if (name === "header") new MutationObserver(() => {
    const button = element.querySelector("[data-name]");
    if (button) askName(button.dataset.name);
  }).observe(element, { childList: true, subtree: true });
  if (name === "figures") figureTable(element);
  if (name === "items") itemTable(element);
  if (name === "reading") readingPanel(element);
  if (name === "findings" || name === "checked" || name === "reports") for (const kind of ["input", "change"]) element.addEventListener(kind, event => { rememberChoice(element, event.target); applyFilter(element); });
  if (name === "matches") element.addEventListener("change", event => {
    if ("all" in event.target.dataset) element.querySelectorAll("[data-offer]").forEach(box => { box.checked = event.target.checked; });
  });
  // The versions are fetched when somebody looks at them.
  const refresh = { history: refreshHistory, data_history: refreshChanges }[name];
  if (refresh) new ResizeObserver(() => {
    const seen = element.getClientRects().length > 0;
    if (seen && !element.dataset.seen) refresh();
    element.dataset.seen = seen ? "1" : "";
  }).observe(element);
}

// The server's values are attributes; what was typed since lives in properties only. A field somebody is writing in is theirs.
function resetFields(element) {
  element.querySelectorAll("input:not([data-search]), textarea").forEach(field => {
    if (field === document.activeElement) return;
    field.value = field.defaultValue;
    field.checked = field.defaultChecked;
  });
  element.querySelectorAll("select:not([data-filter-kind],[data-filter-section])").forEach(field => {
    const chosen = [...field.options].findIndex(option => option.defaultSelected);
    field.selectedIndex = Math.max(chosen, 0);
  });
}

// What the page itself has changed in a panel is put back after the server's HTML came.
function settle(element) {
  resetFields(element);
  applyFilter(element);
  showRefusals(element);
  openDialog(element);
  // The address leads back to what was checked, after a reload or a look at another page.
  const checked = element.querySelector("[data-checked]");
  if (checked) remember({ c: checked.dataset.checked });
  const list = element.querySelector(".dr-outlist"), chosen = list?.querySelector(".on");
  if (chosen) {
    // Only the list scrolls, never the page.
    const top = chosen.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top + chosen.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
  }
}

function go(trigger, place) {
  aimAt(place.section);
  flush().then(() => trigger("go", place));
}
function showSection(section) { if (panels.outline) go(panels.outline.trigger, { section, start: 0, end: 0 }); }

// ---- versions, dialogs --------------------------------------------------------------------------------------------

function giveSource(place, { from, to }, source) {
  put(place + "/sources", { start: +from, end: +to, source }).then(answer => show(answer.panels), problem => notify(reason(problem)));
}

function pasteText() {
  askForPasted(words.pasteReport, text => put("/checked", { text }));
}

// Where the page is not served over https, the browser has no clipboard to write to: the old way works there.
function copyWords(text) {
  const field = document.createElement("textarea"), back = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  back?.focus();
  notify(done ? words.copied : words.failed, done);
}

// The checked text, to be mended and checked once more.
function editText(element, of) {
  const lines = [...element.querySelectorAll(".dr-reading :is(p, tr)")];
  const text = lines.map(line => line.cells ? [...line.cells].map(cell => cell.textContent).join("\t") : line.textContent).join("\n");
  askForPasted(words.editReport, changed => put("/checked", { text: changed, of }), text);
}

function judge(data, issue, dismissed) {
  put(data.place + "/verdicts", { issue, dismissed, section: data.in || "", everywhere: "everywhere" in data }).then(answer => show(answer.panels), problem => notify(reason(problem)));
}

// What the check computed takes the place of what stood there, or a mark goes; the editor is filled anew.
function settled(data, how, issue, more = {}) {
  flush().then(() => put(`${data.place}/${how}`, { issue, ...more })).then(answer => {
    show(answer.panels);
    showSection(editor?.state?.section || answer.section);
  }, problem => notify(reason(problem)));
}

// A past passage goes in with this year's figures.
function applyPassage(button) {
  const { apply, from, to } = button.dataset, project = button.closest("[data-project]").dataset.project;
  ask(`/projects/${encodeURIComponent(project)}/applied?source=${encodeURIComponent(apply)}&start=${from}&end=${to}`)
    .then(answer => insert(answer.text, "whole" in button.dataset), problem => notify(reason(problem)));
}

// Past passages close to the words typed; without any, to the section itself.
function seekWording(form) {
  const place = { project: form.closest("[data-project]").dataset.project, section: form.dataset.section };
  ask(`${pathOf(place)}/precedents?words=${encodeURIComponent(form.querySelector("input").value)}`)
    .then(answer => show(answer.panels), problem => notify(reason(problem)));
}

// A place in a report that was only checked.
function showSpot(element, spot) {
  const marks = [...element.querySelectorAll(`[data-mark~="${CSS.escape(spot)}"]`)];
  if (!marks.length) return;
  marks[0].closest("details").open = true;
  marks[0].scrollIntoView({ block: "center" });
  element.querySelectorAll("mark.on").forEach(one => one.classList.remove("on"));
  marks.forEach(one => one.classList.add("on"));
}

function refreshHistory() {
  const element = panels.history?.element, state = editor?.state;
  if (!state || !element?.getClientRects().length) return;
  flush().then(() => ask(pathOf(state) + "/history")).then(answer => {
    show(answer.panels);
  }, problem => saySaved(problem.message, true));
}

// Gradio drops a value given to a panel that it is still mounting, as on a slow machine or on the first look at a tab.
function keepShown(name) {
  const { element, props } = panels[name];
  const look = () => {
    const html = props.value;
    if (!html || element.querySelectorAll("*").length >= partsOf(html)) return;
    props.value = "";
    setTimeout(() => { if (!props.value) show({ [name]: html }); }, 60);
  };
  panels[name].look = look;
  for (const after of [500, 1500, 4000, 10000]) setTimeout(look, after);
  new ResizeObserver(() => setTimeout(look, 400)).observe(element);
}

// Rows that were filtered out do not come up even for a moment when the server's HTML comes: a press would meet another row.
function keepFiltered(element) {
  const filtering = new MutationObserver(() => { applyFilter(element); filtering.takeRecords(); });
  filtering.observe(element, { childList: true, subtree: true });
}

// Parsed apart from the page, where nothing of it runs or is fetched.
function partsOf(html) { return new DOMParser().parseFromString(html, "text/html").body.querySelectorAll("*").length; }

function compareWith(version) {
  flush().then(() => ask(`${pathOf(editor.state)}/compare/${encodeURIComponent(version)}`)).then(answer => show(answer.panels), problem => saySaved(problem.message, true));
}

function toggleShelf(element, button) {
  const open = element.classList.toggle("dr-shelf");
  button.setAttribute("aria-pressed", String(open));
}

// What cannot be taken back is pressed twice.
function askTwice(button) {
  const words = button.textContent;
  button.textContent = button.dataset.sure;
  button.classList.add("dr-danger");
  setTimeout(() => { if (button.isConnected) { button.textContent = words; button.classList.remove("dr-danger"); } }, 4000);
}

function restore(data) {
  const place = { project: data.project, section: data.section };
  put(pathOf(place) + "/restore", { number: +data.restore }).then(answer => {
    show(answer.panels);
    showSection(data.section);
  }, problem => { closeDialog("compare"); saySaved(problem.message, true); });
}

settlers.push(settle);
on.opened = () => { reportIsHere(); refreshHistory(); offerTakeBack(showSection); };
on.strayed = showSection;
on.row = showFigure;
const asked = new URL(location.href).searchParams;
if (asked.get("p") && (asked.get("step") || "data") !== "data") {
  // A text that came with the page lacks the figures that had not been sent.
  sendLeftOver(asked.get("p")).then(() => { if (editor?.state) showSection(editor.state.section); }, problem => notify(reason(problem)));
}
// What Back asked for may still be on its way when Forward is pressed.
followAddress(section => { if (editor?.state && sectionAskedFor() !== section) showSection(section); });

window.drafter = {
  panel, editor: mountEditor,
  // A tab reports itself before the page has been told which step the address asks for.
  at(step) { at(step, !!editor?.state); },
  // Given to buttons that read the draft on the server: what is typed must be there first.
  async flushed(...values) { await flush(); await sent(); return values; },
};
stayLight();
