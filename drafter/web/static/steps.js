// The four steps of a report, and the address that leads back to where one is.
export const steps = ["data", "draft", "check", "export"];
export function openStep(step) {
  const tab = document.querySelectorAll("#steps > .tab-wrapper button[role=tab]")[steps.indexOf(step)];
  tab?.click();
  // What had the focus goes away with its step: the next Tab leads into this one.
  tab?.focus({ preventScroll: true });
}

// The page is told which step its address asks for when its report comes, which would undo what was pressed meanwhile.
let pressed = "", here = false;
for (const kind of ["click", "keydown"]) addEventListener(kind, event => {
  if (!event.isTrusted) return;
  const tab = event.target.closest?.("#steps > .tab-wrapper button[role=tab]");
  if (here) pressed = "";
  else if (tab && kind === "click") pressed = steps[[...tab.parentElement.querySelectorAll("button[role=tab]")].indexOf(tab)];
}, true);
addEventListener("popstate", () => { pressed = ""; });
export function reportIsHere() {
  if (!here && pressed) remember({ step: pressed });
  here = true;
}
export function at(step, known) {
  if (pressed && step !== pressed) openStep(pressed);
  else if (known) remember({ step });
}

const parts = ["figures", "items", "changes"];
export function openPart(part) {
  document.querySelectorAll("#parts > .tab-wrapper button[role=tab]")[parts.indexOf(part)]?.click();
}

// The address follows what is shown; a step turned to is one the browser's Back leads away from.
export function remember(changes) {
  const address = new URL(location.href), step = address.searchParams.get("step") || steps[0];
  for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
  if ("step" in changes && changes.step !== step) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

// Back and Forward: the step and the section that the address names once more.
export function followAddress(showSection) {
  addEventListener("popstate", () => {
    const asked = new URL(location.href).searchParams, section = asked.get("s");
    openStep(asked.get("step") || steps[0]);
    if (section) showSection(section);
  });
}
