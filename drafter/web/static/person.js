// The person at the page: the name changes are signed with, the language, and the keys that spare the mouse.
import { make, openOwn } from "./dialogs.js";
import { editor, flush, nextIssue } from "./editor.js";
import { openStep, steps } from "./steps.js";
import { words } from "./talk.js";

const YEAR = 31536000;
const NAME = "drafter-name", LANGUAGE = "drafter-lang", ASKED = "drafter-name-asked";

function setCookie(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR}; SameSite=Strict`;
}

export function switchLanguage(to) {
  setCookie(LANGUAGE, to.startsWith("zh") ? "zh" : "en");
  flush().then(() => location.reload());
}

function nameField(current) {
  return make("input", { type: "text", value: current, maxLength: 20, placeholder: words.nameHint, ariaLabel: words.name });
}

function sign(name) {
  setCookie(NAME, name.trim());
  document.querySelectorAll("[data-name]").forEach(button => { button.dataset.name = name.trim(); button.textContent = name.trim() || words.unsigned; });
}

export function changeName(current) {
  const field = nameField(current), save = make("button", { type: "submit", className: "dr-btn dr-primary", textContent: words.save });
  const form = make("form", { method: "dialog" }, field, save);
  form.addEventListener("submit", () => sign(field.value));
  openOwn(words.name, make("p", { className: "dr-hint", textContent: words.nameWhy }), form);
  field.select();
}

// Once, and without standing in anybody's way.
export function askName(current) {
  if (current || location.pathname !== "/report" || document.querySelector(".dr-asking")) return;
  let asked = true;
  try { asked = !!localStorage.getItem(ASKED); localStorage.setItem(ASKED, "1"); } catch { /* Without storage nobody is asked again and again. */ }
  if (asked) return;
  const field = nameField(""), save = make("button", { type: "submit", className: "dr-btn dr-small", textContent: words.save });
  const not = make("button", { type: "button", className: "dr-btn dr-small", textContent: words.noName });
  const form = make("form", { className: "dr-asking", ariaLabel: words.name }, make("span", { textContent: words.nameWhy }), field, save, not);
  form.addEventListener("submit", event => { event.preventDefault(); sign(field.value); form.remove(); });
  not.addEventListener("click", () => form.remove());
  document.body.prepend(form);
}

export function showKeys() {
  const list = make("dl", { className: "dr-keys" });
  for (const [keys, what] of words.keys) list.append(make("dt", {}, make("kbd", { textContent: keys })), make("dd", { textContent: what }));
  openOwn(words.keysTitle, list);
}

function besides(step) {
  const all = [...document.querySelectorAll(".dr-outlist button")];
  const next = all[all.findIndex(one => one.classList.contains("on")) + step];
  next?.click();
}

document.addEventListener("keydown", event => {
  if (event.isComposing) return;
  const only = name => event[name] && ["altKey", "ctrlKey", "metaKey", "shiftKey"].every(one => one === name || !event[one]);
  if (only("altKey") && /^[1-4]$/.test(event.key)) openStep(steps[+event.key - 1]);
  else if (only("altKey") && (event.key === "ArrowUp" || event.key === "ArrowDown")) besides(event.key === "ArrowUp" ? -1 : 1);
  else if ((only("ctrlKey") || only("metaKey")) && event.key.toLowerCase() === "s") flush();
  else if (event.key === "F8" && editor?.state) nextIssue(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
});
