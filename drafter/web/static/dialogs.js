// Dialogs over the page: they take the focus, keep it, and give it back.
import { panels, show, words } from "./talk.js";

// A dialog that has come takes the focus; Esc closes it, Tab goes round within.
export function openDialog(element) {
  const veil = element.querySelector(".dr-veil"), box = veil?.querySelector("[role=dialog]");
  const name = Object.keys(panels).find(one => panels[one].element === element);
  if (!veil || veil.dataset.open) return;
  veil.dataset.open = "1";
  panels[name].back = document.activeElement;
  box.focus();
  veil.addEventListener("keydown", event => {
    if (event.key !== "Tab") return;
    const stops = [...box.querySelectorAll("button:not(:disabled), a[href], input, select, textarea, summary, [tabindex='0']")].filter(one => one.getClientRects().length), at = stops.indexOf(document.activeElement);
    event.preventDefault();
    stops[(at + (event.shiftKey ? stops.length - 1 : 1)) % stops.length].focus();
  });
}

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  Object.keys(panels).filter(name => panels[name].element.querySelector(".dr-veil")).forEach(closeDialog);
});

export function closeDialog(name) {
  show({ [name]: "" });
  panels[name].back?.focus();
}

// ---- the browser's own --------------------------------------------------------------------------------------------

export function make(kind, options = {}, ...inside) {
  const one = Object.assign(document.createElement(kind), options);
  one.append(...inside);
  return one;
}

// The browser's own dialog keeps the focus and closes on Esc.
export function openOwn(title, ...inside) {
  const close = make("button", { type: "button", className: "dr-btn", textContent: words.close });
  const dialog = make("dialog", { className: "dr-dialog" }, make("h2", { textContent: title }), ...inside);
  // Beside the buttons a form has at its end, else below.
  const foot = dialog.querySelector(".dr-foots") || dialog.appendChild(make("p", { className: "dr-foots" }));
  foot.append(close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// One line of text, asked for; nothing happens without it.
export function askFor(title, then) {
  const field = make("input", { type: "text", maxLength: 200, ariaLabel: title }), save = make("button", { type: "submit", className: "dr-btn dr-primary", textContent: words.save });
  const form = make("form", { method: "dialog" }, field, save);
  form.addEventListener("submit", () => { if (field.value.trim()) then(field.value.trim()); });
  openOwn(title, form);
  field.focus();
}
