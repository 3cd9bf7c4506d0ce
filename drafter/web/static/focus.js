// A button that is taken away while it has the focus hands it on: without that, whoever has no mouse begins again at the top of
// the page. 停止 takes over from 全部生成 and gives back; beside an upload it gives back to the upload.
const HEIRS = {
  "generate-all": "stop", stop: "generate-all", "sheet-stop": "sheet-upload", "read-back-stop": "read-back", "check-stop": "check-upload",
  "new-stop": "new-upload",
};
let last = "";

document.addEventListener("focusin", event => { last = idOf(event.target); });
addEventListener("pointerdown", event => { if (idOf(event.target) !== last) last = ""; }, true);
new MutationObserver(handOn).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "style", "disabled"] });

function handOn() {
  const heir = last && !there(last) && document.getElementById(HEIRS[last]), at = document.activeElement;
  if (heir && there(heir.id) && (!at || at === document.body || at.id === last)) heir.focus();
}
function idOf(element) { return Object.keys(HEIRS).find(id => element.closest?.("#" + id)) || ""; }
function there(id) {
  const one = document.getElementById(id);
  return Boolean(one?.getClientRects().length) && !one.disabled;
}

// What the server's HTML takes away while it has the focus: the next thing in its place has it then, else the last before it.
const STOPS = "button, a[href], input, select, textarea, summary, [tabindex='0']";
export function keepPlace(element) {
  const at = document.activeElement;
  if (!element.contains(at)) return () => {};
  const place = stops(element).indexOf(at);
  return () => {
    const left = !document.activeElement || document.activeElement === document.body;
    if (left && place >= 0) stops(element).at(Math.min(place, stops(element).length - 1))?.focus({ preventScroll: true });
  };
}
function stops(element) { return [...element.querySelectorAll(STOPS)].filter(one => one.getClientRects().length && !one.disabled); }
