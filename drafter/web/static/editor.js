// ② The editor: the text over its marks, saved as one types. All text goes in as text.
import { make } from "./dialogs.js";
import { boundAt, piecesOf, shift, showTip } from "./marks.js";
import { remember } from "./steps.js";
import { notify, panels, put, reason, saySaved, send, show, words } from "./talk.js";

// Looked at in every pause, saved less often: a save stays in the history for good.
const LOOK_AFTER = 120, SAVE_AFTER = 500, SAVE_LATEST = 1800, RETRY_AFTER = 3000;
// What the page does when another section has come into the editor, when a number is followed to its row, and when an
// answer to an earlier press came last.
export const on = { opened: () => {}, row: () => {}, strayed: () => {} };

export let editor = null;
export function mountEditor(element, props, watch) {
  const box = element.querySelector("textarea"), layer = element.querySelector(".dr-layer"), bar = element.querySelector(".dr-bar-note");
  editor = { element, box, layer, bar, tip: element.querySelector(".dr-tip"), state: null, marks: [], saved: "", said: "", sent: "", behind: false, timer: 0, since: 0, saving: Promise.resolve() };
  box.addEventListener("input", typed);
  box.addEventListener("blur", () => { flush(); });
  box.addEventListener("click", cursorMoved);
  box.addEventListener("mousemove", event => tell(boundAt(layer, event)));
  box.addEventListener("mouseleave", () => tell(null));
  box.addEventListener("scroll", () => tell(null));
  box.addEventListener("click", event => {
    // A second click selects the number for whoever wants to write over it.
    clearTimeout(editor.going);
    const at = boundAt(layer, event);
    if (at && event.detail === 1 && box.selectionStart === box.selectionEnd) editor.going = setTimeout(() => goToRow(at), 280);
  });
  box.addEventListener("keydown", event => {
    tell(null);
    if (event.key !== "Enter" || !event.ctrlKey) return;
    const cursor = box.selectionStart, at = editor.marks.find(mark => mark.row && mark.start <= cursor && cursor <= mark.end);
    if (at) { event.preventDefault(); goToRow({ dataset: { row: at.row } }); }
  });
  box.addEventListener("keyup", cursorMoved);
  element.addEventListener("click", event => { if (event.target === element.querySelector(".dr-paper")) box.focus(); });
  // Leaving the text would save it, and what that brings would take the place of the button under the pointer.
  bar.addEventListener("mousedown", event => { if (event.target.closest("button")) event.preventDefault(); });
  const take = () => load(props.value);
  watch("value", take);
  take();
}

// Answers may come in another order than the presses: the section asked for last is the one to be shown. Where another came,
// its own may be on its way; if not, it is asked for again, and what comes after the last time of asking is shown.
const ASK_AGAIN = [300, 1000, 3000];
let aim = "", asked = 0, asking = 0;
export function aimAt(section) {
  if (section !== aim) reach(section);
}
// The section shown, or the one on its way into its place.
export function sectionAskedFor() { return aim || editor.state.section; }
function reach(section) {
  clearTimeout(asking);
  aim = section;
  asked = asking = 0;
}
function astray(state) {
  const givenUp = asked === ASK_AGAIN.length && !asking;
  if (!aim || state.section === aim || editor.state?.project !== state.project || givenUp) {
    reach(state.section);
    return false;
  }
  asking ||= setTimeout(() => { asking = 0; on.strayed(aim); }, ASK_AGAIN[asked++]);
  return true;
}

function load(state) {
  if (!state || !state.project || astray(state)) return;
  const old = editor.state;
  if (old && old.section !== state.section) leave(old);
  if (old && old.project === state.project && old.section === state.section && old.readonly === state.readonly) {
    // It was on its way while a newer text was saved: what it brought to the other panels is asked for again.
    if (state.revision < old.revision) { on.strayed(state.section); return; }
    if (state.text === editor.box.value || state.text === editor.saved) { lookedAtAgain(state); return; }
  }
  clearTimeout(editor.timer);
  // A copy: what Gradio gave is watched by Gradio.
  Object.assign(editor, { state: { ...state }, marks: state.marks, saved: state.text, said: "", sent: "", behind: false, since: 0 });
  editor.box.value = state.text;
  editor.box.readOnly = state.readonly;
  editor.box.placeholder = state.readonly ? "" : words.placeholder;
  editor.element.classList.toggle("dr-readonly", state.readonly);
  note("");
  paint();
  remember({ p: state.project, s: state.section });
  on.opened();
  const kept = backup();
  if (typeof kept?.text === "string" && kept.text !== state.text) offer(words.unsaved, [[words.restore, () => bringBack(kept)], [words.discard, dropBackup]]);
  else dropBackup();
  if (state.focus) setTimeout(() => select(...state.focus, true), 60);
}

// The same text looked at again: the cursor and what has been typed since stay, and a save on its way goes on.
function lookedAtAgain(state) {
  const text = editor.box.value;
  if (state.text === text) editor.saved = text;
  editor.marks = shift(state.marks, state.text, text);
  Object.assign(editor.state, state, editor.behind && { revision: editor.state.revision });
  paint();
  if (state.focus) setTimeout(() => select(...state.focus, true), 60);
}

// What was typed while the next section was on its way is saved where it belongs; until then the copy in the browser holds it.
function leave(state) {
  const text = editor.box.value, copy = backupName(state);
  if (state.readonly || text === editor.saved) return;
  editor.saving = editor.saving.then(() => put(pathOf(state), { text, revision: state.revision }))
    .then(() => localStorage.removeItem(copy), problem => notify(reason(problem)));
}

function typed() {
  const now = editor.box.value;
  editor.marks = shift(editor.marks, editor.painted, now);
  paint();
  keepBackup();
  saySaved(words.writing);
  editor.since = editor.since || Date.now();
  clearTimeout(editor.timer);
  clearTimeout(editor.looking);
  editor.timer = setTimeout(save, Math.max(0, Math.min(SAVE_AFTER, editor.since + SAVE_LATEST - Date.now())));
  editor.looking = setTimeout(look, LOOK_AFTER);
}

// Shows what the checks say of the text as it is typed; whatever hinders it, the save that follows will tell.
async function look() {
  const { state } = editor, text = editor.box.value;
  if (editor.away || state.readonly || text === editor.saved) return;
  editor.away = true;
  try {
    const answer = await send("POST", pathOf(state) + "/look", { text, revision: state.revision });
    if (editor.state === state) told(answer, text);
  } catch { /* The save says it. */ } finally { editor.away = false; }
  if (editor.state === state && editor.box.value !== text) {
    clearTimeout(editor.looking);
    editor.looking = setTimeout(look, LOOK_AFTER);
  }
}

function told(answer, text) {
  editor.marks = shift(answer.marks, text, editor.box.value);
  editor.state.rows = answer.rows;
  paint();
  show(answer.panels);
}

export function flush() {
  if (!editor || !editor.state) return Promise.resolve();
  clearTimeout(editor.timer);
  return editor.box.value === editor.saved ? editor.saving : save();
}

// Saves run one after another: each carries the revision the one before it brought.
function save() {
  const { state } = editor;
  editor.since = 0;
  editor.saving = editor.saving.then(async () => {
    if (editor.state !== state || state.readonly) return;
    // What was typed and taken back at once is nothing to save.
    if (editor.box.value === editor.saved) { dropBackup(); saySaved(editor.said); return; }
    const text = editor.sent = editor.box.value;
    keepBackup();
    saySaved(words.saving);
    try {
      const answer = await put(pathOf(state), { text, revision: state.revision });
      state.revision = answer.revision;
      editor.behind = false;
      if (editor.state !== state) return;
      editor.saved = text;
      if (editor.box.value === text) dropBackup(); else keepBackup();
      told(answer, text);
      saySaved(editor.said = answer.saved);
    } catch (problem) {
      if (editor.state === state) failed(problem, state);
    }
  });
  return editor.saving;
}

function failed(problem, state) {
  if (problem.status === 409 && "theirs" in problem.answer) {
    const { theirs, revision, differing } = problem.answer;
    editor.behind = false;
    // A save whose answer was lost on the way: what stands is this very person's.
    if (theirs === editor.sent && editor.box.value !== theirs) { Object.assign(state, { revision }); editor.saved = theirs; setTimeout(save); return; }
    saySaved(words.conflict, true);
    offer(problem.message, [
      [words.mine, () => { state.revision = revision; editor.saved = theirs; save(); note(""); }],
      [words.theirs, () => { state.revision = revision; editor.saved = theirs; replaceAll(theirs); }],
    ], differing);
  } else if (problem.status === 401) {
    // The session ended: what is written waits here until its writer is back.
    saySaved(words.loggedout, true);
    offer(words.loggedout, [[words.login, () => window.open("/login", "_blank")]]);
    clearTimeout(editor.timer);
    editor.timer = setTimeout(save, RETRY_AFTER);
  } else if (problem.status) {
    saySaved(problem.message, true);
  } else {
    saySaved(words.offline, true);
    clearTimeout(editor.timer);
    editor.timer = setTimeout(save, RETRY_AFTER);
  }
}

export function pathOf(state) { return `/projects/${encodeURIComponent(state.project)}/sections/${encodeURIComponent(state.section)}`; }
function backupName(state = editor.state) { return `drafter:${state.project}:${state.section}`; }
// The copy in the browser is a second line only. It says what its writer had seen, and what may have been saved of it without an answer.
function keepBackup() {
  const copy = { text: editor.box.value, revision: editor.state.revision, sent: editor.sent };
  try { localStorage.setItem(backupName(), JSON.stringify(copy)); } catch { /* no room for it */ }
}
function backup() { try { return JSON.parse(localStorage.getItem(backupName())); } catch { return null; } }
// Saved as of when it was written: what others have saved since is shown beside it, and nobody's text goes.
function bringBack(copy) {
  Object.assign(editor, { behind: true, sent: copy.sent });
  editor.state.revision = copy.revision;
  replaceAll(copy.text);
}
function dropBackup() { try { localStorage.removeItem(backupName()); } catch { /* as above */ } note(""); }


// One line over the text with what to decide; `differing` are the paragraphs of two texts to look at before deciding.
export function offer(text, choices, differing = []) {
  // The same choice again leaves the buttons where they are.
  const asked = JSON.stringify([text, differing]), same = !editor.bar.hidden && editor.bar.dataset.offer === asked;
  editor.choices = choices.map(([, act]) => act);
  if (same) return;
  editor.bar.dataset.offer = asked;
  const line = document.createElement("span");
  line.textContent = text;
  const buttons = choices.map(([name], at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.className = "dr-btn dr-small";
    button.addEventListener("click", () => { note(""); editor.choices[at](); });
    return button;
  });
  editor.bar.replaceChildren(line, ...buttons, ...(differing.length ? besideEachOther(differing) : []));
  editor.bar.hidden = false;
}

// Each paragraph that differs, as the other person has it and as stands below; its differing words are marked.
function besideEachOther(differing) {
  const told = make("b", { textContent: words.differing });
  const rows = differing.flatMap(pair => [["theirText", pair.theirs], ["myText", pair.mine]].map(([whose, pieces]) => make("p", {},
    make("em", { textContent: words[whose] }),
    ...(pieces.length ? pieces.map(([some, differ]) => make(differ ? "mark" : "span", { textContent: differ ? some : shortened(some) })) : [words.noSuchText]))));
  return [told, make("div", { className: "dr-both", tabIndex: 0 }, ...rows)];
}
// What is the same on both sides is only there to be recognised.
function shortened(words) { return words.length > 60 ? `${words.slice(0, 24)}……${words.slice(-24)}` : words; }
function note(text) { editor.bar.replaceChildren(text); editor.bar.hidden = !text; }

function replaceAll(text) {
  editor.box.value = text;
  typed();
}

// A whole passage is a paragraph: at the end or the beginning of a line it gets a line of its own.
export function insert(text, paragraph = false) {
  if (!editor?.state || editor.state.readonly) return;
  editor.box.focus();
  const from = editor.box.selectionStart, before = editor.box.value.slice(0, from), after = editor.box.value.slice(editor.box.selectionEnd);
  if (paragraph) {
    const begins = !before || before.endsWith("\n"), ends = !after || after.startsWith("\n");
    if (!begins && ends) text = "\n" + text; else if (begins && !ends) text += "\n";
  }
  // execCommand keeps the browser's own undo; where it is gone, setRangeText does.
  if (!document.execCommand("insertText", false, text)) {
    editor.box.setRangeText(text, editor.box.selectionStart, editor.box.selectionEnd, "end");
    typed();
  }
  bringIntoView(from);
}

export function select(start, end, scroll) {
  if (!editor) return;
  editor.box.focus({ preventScroll: true });
  editor.box.setSelectionRange(start, end);
  if (scroll) bringIntoView(start);
}

function bringIntoView(place) {
  const at = [...editor.layer.children].find(span => +span.dataset.end > place);
  if (!at) return;
  const paper = editor.element.querySelector(".dr-paper"), within = place - (+at.dataset.end - at.textContent.length), range = document.createRange();
  range.setStart(at.firstChild, within);
  range.setEnd(at.firstChild, within + 1);
  const below = range.getBoundingClientRect().top - paper.getBoundingClientRect().top;
  paper.scrollTo({ top: paper.scrollTop + below - paper.clientHeight / 3, behavior: "smooth" });
}

// Go from one marked place to the next, round and round.
export function nextIssue(step) {
  const places = editor.marks.filter(mark => mark.kind !== "bound").sort((a, b) => a.start - b.start || a.end - b.end);
  if (!places.length) return;
  const at = editor.box.selectionStart, ahead = places.findIndex(mark => mark.start > at);
  const behind = places.findLastIndex(mark => mark.start < at);
  const to = step > 0 ? (ahead < 0 ? 0 : ahead) : (behind < 0 ? places.length - 1 : behind);
  select(places[to].start, places[to].end, true);
  cursorMoved();
}

function goToRow(span) {
  tell(null);
  flush().then(() => on.row(span.dataset.row));
}

function tell(span) {
  const row = span && editor.state.rows?.[span.dataset.row];
  editor.box.classList.toggle("dr-pointing", !!row);
  showTip(editor.tip, span, row);
}

function cursorMoved() {
  const at = editor.box.selectionStart;
  const inside = editor.marks.find(mark => mark.kind !== "bound" && mark.start <= at && at <= mark.end);
  const list = panels.issues?.element;
  list?.querySelectorAll(".dr-issue").forEach(item => item.classList.toggle("on", !!inside && +item.dataset.start === inside.start && +item.dataset.end === inside.end));
}

function paint() {
  const { layer, box, marks } = editor, text = box.value;
  editor.painted = text;
  // A last line break has no height of its own in a block.
  layer.replaceChildren(...piecesOf(text, marks), document.createTextNode("\n"));
  box.style.height = "0";
  box.style.height = Math.max(box.scrollHeight, 320) + "px";
}

window.addEventListener("resize", () => { if (editor?.state) paint(); });
window.addEventListener("pagehide", () => {
  const state = editor?.state;
  if (state && !state.readonly && editor.box.value !== editor.saved) {
    put(pathOf(state), { text: editor.box.value, revision: state.revision }, true).catch(() => {});
  }
});
