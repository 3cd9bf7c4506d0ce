// Dialogs over the page: they take the focus, keep it, and give it back.
import { panels, show } from "./talk.js";

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
    const stops = [...box.querySelectorAll("button")], at = stops.indexOf(document.activeElement);
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
