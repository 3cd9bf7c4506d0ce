// The page's own moves around the editor and the tables: panels, filters, dialogs, versions.
import { closeDialog, openDialog } from "./dialogs.js";
import { editor, flush, insert, mountEditor, on, pathOf, select } from "./editor.js";
import { applyFilter, filter } from "./filters.js";
import { openStep, remember } from "./steps.js";
import { figureTable, itemTable, saveItem, sent, showFigure, showRefusals } from "./tables.js";
import { ask, panels, put, reason, saySaved, settlers, show, words } from "./talk.js";

for (const kind of ["info", "error", "warning"]) document.documentElement.style.setProperty(`--toast-${kind}`, JSON.stringify(words[kind]));
document.documentElement.lang = words.lang;
// Gradio's own few words follow the browser's language; ours is the page's.
Object.defineProperty(navigator, "language", { get: () => words.lang });
Object.defineProperty(navigator, "languages", { get: () => [words.lang] });
// Our colours are made for a light page, whatever the system prefers.
new MutationObserver(stayLight).observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["class"] });
function stayLight() {
  document.documentElement.classList.remove("dark");
  if (document.body) document.body.classList.remove("dark");
}

// ---- panels -------------------------------------------------------------------------------------------------------

function panel(name, element, props, trigger, watch) {
  panels[name] = { element, props };
  watch("value", () => { resetFields(element); settle(element); });
  element.addEventListener("click", event => {
    const target = event.target.closest("button,[data-go]");
    if (!target || !element.contains(target)) return;
    const data = target.dataset;
    if ("sure" in data && !target.classList.contains("dr-danger")) askTwice(target);
    else if ("go" in data) flush().then(() => trigger("go", { section: data.go, act: data.act || "", start: +data.start || 0, end: +data.end || 0 }));
    else if ("step" in data) openStep(data.step);
    else if ("insert" in data) insert(data.insert);
    else if ("figureRow" in data) showFigure(data.figureRow);
    else if ("filter" in data) filter(element, target);
    else if ("compare" in data) compareWith(data.compare);
    else if ("restore" in data) restore(data, trigger);
    else if ("close" in data) closeDialog(name);
    else if ("dismiss" in data) judge(data.place, data.dismiss, true);
    else if ("undismiss" in data) judge(data.place, data.undismiss, false);
    else if ("newItem" in data) saveItem(element, { id: "", section: "", action: "新增", text: "", evidence: "" });
    else if ("start" in data) select(+data.start, +data.end, true);
  });
  if (name === "figures") figureTable(element);
  if (name === "items") itemTable(element);
  // The versions are fetched when somebody looks at them.
  if (name === "history") new ResizeObserver(() => {
    const seen = element.getClientRects().length > 0;
    if (seen && !element.dataset.seen) refreshHistory();
    element.dataset.seen = seen ? "1" : "";
  }).observe(element);
}

// The server's values are attributes; what was typed since lives in properties only.
function resetFields(element) {
  element.querySelectorAll("input:not([data-search])").forEach(field => { field.value = field.defaultValue; });
  element.querySelectorAll("textarea").forEach(field => { field.value = field.defaultValue; });
  element.querySelectorAll("select").forEach(field => {
    const chosen = [...field.options].findIndex(option => option.defaultSelected);
    field.selectedIndex = Math.max(chosen, 0);
  });
}

// What the page itself has changed in a panel is put back after the server's HTML came.
function settle(element) {
  applyFilter(element);
  showRefusals(element);
  openDialog(element);
  const list = element.querySelector(".dr-outlist"), chosen = list?.querySelector(".on");
  if (chosen) {
    // Only the list scrolls, never the page.
    const top = chosen.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top + chosen.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
  }
}

// ---- versions, dialogs --------------------------------------------------------------------------------------------

function judge(place, issue, dismissed) {
  put(place + "/verdicts", { issue, dismissed }).then(answer => show(answer.panels), problem => window.alert(reason(problem)));
}

function refreshHistory() {
  const element = panels.history?.element, state = editor?.state;
  if (!state || !element?.getClientRects().length) return;
  flush().then(() => ask(pathOf(state) + "/history")).then(answer => {
    show(answer.panels);
    setTimeout(() => showAgain("history", answer.panels.history, ".dr-version"), 400);
  }, problem => saySaved(problem.message, true));
}

// Gradio drops a value given to a panel that it is still mounting, as on the first look at a tab.
function showAgain(name, html, part) {
  const panel = panels[name];
  if (!panel || !html.includes(part.slice(1)) || panel.element.querySelector(part)) return;
  panel.props.value = "";
  setTimeout(() => show({ [name]: html }), 60);
}

function compareWith(version) {
  flush().then(() => ask(`${pathOf(editor.state)}/compare/${encodeURIComponent(version)}`)).then(answer => show(answer.panels), problem => saySaved(problem.message, true));
}

// What cannot be taken back is pressed twice.
function askTwice(button) {
  const words = button.textContent;
  button.textContent = button.dataset.sure;
  button.classList.add("dr-danger");
  setTimeout(() => { if (button.isConnected) { button.textContent = words; button.classList.remove("dr-danger"); } }, 4000);
}

function restore(data, trigger) {
  const place = { project: data.project, section: data.section };
  put(pathOf(place) + "/restore", { number: +data.restore }).then(answer => {
    show(answer.panels);
    trigger("go", { section: data.section, start: 0, end: 0 });
  }, problem => { closeDialog("compare"); saySaved(problem.message, true); });
}

settlers.push(settle);
on.opened = refreshHistory;
on.row = showFigure;

window.drafter = {
  panel, editor: mountEditor,
  // A tab reports itself before the page has been told which step the address asks for.
  at(step) { if (editor?.state) remember({ step }); },
  // Given to buttons that read the draft on the server: what is typed must be there first.
  async flushed(...values) { await flush(); await sent(); return values; },
};
stayLight();
