// Dialogs over the page: they take the focus, keep it, and give it back.
import { panels, reason, show, words } from "./talk.js";

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

// Text pasted into a wide field and sent; what went wrong is said beside the button, and the text stays.
export function askForPasted({ title, hint, why, press, waiting }, send, given = "") {
  const field = make("textarea", { placeholder: hint, ariaLabel: title, value: given });
  const button = make("button", { type: "submit", className: "dr-btn dr-primary", textContent: press });
  const problem = make("span", { className: "dr-saved", role: "status" });
  const form = make("form", { className: "dr-column" }, make("p", { className: "dr-hint", textContent: why }), field, make("p", { className: "dr-foots" }, problem, button));
  const dialog = openOwn(title, form);
  dialog.classList.add("dr-wide");
  form.addEventListener("submit", event => {
    event.preventDefault();
    const told = (text, bad) => { problem.textContent = text; problem.classList.toggle("bad", bad); button.disabled = !bad; };
    told(waiting, false);
    // Closed meanwhile, the dialog wants no answer any more.
    send(field.value).then(
      answer => { if (dialog.isConnected) { dialog.close(); show(answer.panels); } },
      failed => told(reason(failed), true),
    );
  });
  field.focus();
  field.setSelectionRange(0, 0);
  field.scrollTop = 0;
}
