// ② A stretch in other words: asked for in the menu, read as it is written, taken or dropped, and taken back.
import { make, openOwn } from "./dialogs.js";
import { editor, flush, offer, pathOf } from "./editor.js";
import { notify, put, reason, show, words } from "./talk.js";

// The menu closes when a press lands elsewhere, or on Esc.
addEventListener("click", event => {
  for (const menu of document.querySelectorAll("details.dr-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
addEventListener("keydown", event => {
  const menu = event.key === "Escape" && document.querySelector("details.dr-menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

export function rewrite(task, button) {
  const menu = button.closest("details");
  menu.open = false;
  // Whoever closes the dialog without a pointer is back at the menu.
  menu.querySelector("summary").focus();
  if (!editor?.state) return;
  if (editor.state.readonly) { notify(words.rewriting.readonly); return; }
  if (task === "unify_terms") askForTerms(terms => ask(task, terms));
  else ask(task, []);
}

function askForTerms(then) {
  const told = words.rewriting, field = make("textarea", { placeholder: told.termsHint, ariaLabel: told.terms });
  const problem = make("span", { className: "dr-saved", role: "status" });
  const press = make("button", { type: "submit", className: "dr-btn dr-primary", textContent: told.compare });
  const form = make("form", { className: "dr-column" }, make("p", { className: "dr-hint", textContent: told.termsWhy }), field, make("p", { className: "dr-foots" }, problem, press));
  const dialog = openOwn(told.terms, form);
  form.addEventListener("submit", event => {
    event.preventDefault();
    const lines = field.value.split("\n").map(line => line.trim()).filter(Boolean), terms = lines.map(line => line.split(/\s*[=＝→]\s*/));
    if (!terms.length || terms.some(pair => pair.length !== 2 || !pair[0] || !pair[1])) {
      problem.textContent = told.termsWrong;
      problem.classList.add("bad");
      return;
    }
    dialog.close();
    then(terms);
  });
  field.focus();
}

// Until the answer is whole, its words are only looked at; closing the dialog ends the model's work.
async function ask(task, terms) {
  await flush();
  const { state, box } = editor, told = words.rewriting, stopping = new AbortController();
  const page = make("p", { className: "dr-writtentext" }), dialog = openOwn(told.going, make("p", { className: "dr-hint", textContent: told.goingWhy }), page);
  dialog.classList.add("dr-wide");
  dialog.querySelector(".dr-foots button").textContent = told.stop;
  dialog.addEventListener("close", () => stopping.abort());
  const asked = { task, terms, start: box.selectionStart, end: box.selectionEnd };
  try {
    for await (const line of linesOf(pathOf(state) + "/rewrite", asked, stopping.signal)) {
      if (line.message) throw Object.assign(new Error(line.message), { status: 422 });
      if (line.text) page.textContent = line.text;
      if (line.panels) { dialog.close(); show(line.panels); }
    }
  } catch (problem) {
    if (!stopping.signal.aborted) notify(reason(problem));
  }
  dialog.close();
}

async function* linesOf(path, body, signal) {
  const response = await fetch(path, { method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) {
    const answer = await response.json().catch(() => ({}));
    throw Object.assign(new Error(answer.message || words.failed), { status: response.status });
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = (read + part.value).split("\n");
    read = whole.pop();
    for (const line of whole) yield JSON.parse(line);
  }
}

// What was taken, until another section is opened: its version before can be had back at a press.
let adopted = null;
export function adopt({ adopt: name, project, section }, showSection) {
  put(pathOf({ project, section }) + "/rewritten", { name }).then(answer => {
    adopted = { project, section, number: answer.stood };
    show(answer.panels);
    showSection(section);
  }, problem => notify(reason(problem)));
}

export function offerTakeBack(showSection) {
  const taken = adopted;
  adopted = null;
  if (!taken || taken.section !== editor.state.section || taken.project !== editor.state.project) return;
  const back = () => put(pathOf(taken) + "/restore", { number: taken.number }).then(() => showSection(taken.section), problem => notify(reason(problem)));
  setTimeout(() => offer(words.rewriting.taken, [[words.rewriting.back, back], [words.close, () => {}]]), 0);
}
