// What all parts of the page share: the words it shows, talking to the server, and the panels the server's HTML goes into.
import { keepPlace } from "./focus.js";

export const words = JSON.parse(document.getElementById("drafter-words").textContent);
export const panels = {};
// Called for each panel after the server's HTML has come into it.
export const settlers = [];

export async function ask(path) {
  const response = await fetch(path), answer = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(answer.message || words.failed), { status: response.status, answer });
  return answer;
}

export function put(path, body, keepalive = false) { return send("PUT", path, body, keepalive); }

export async function send(method, path, body, keepalive = false) {
  const response = await fetch(path, {
    method, keepalive, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(answer.message || words.failed), { status: response.status, answer });
  return answer;
}

// When to look whether what was shown is there: mounting takes long on a slow machine.
const MOUNTING = [400, 1500, 4000];
// While a button is held down nothing of ours takes its place, and where Gradio has put a new one in its place the press
// counts for that one: the browser would give it to neither.
let pressed = null, held = {};
addEventListener("pointerdown", event => {
  pressed = event.button === 0 && event.target.closest?.("[id^=panel-] button, [data-go]");
  if (pressed) setTimeout(released, 1500);
}, true);
addEventListener("pointercancel", released, true);
addEventListener("pointerup", event => {
  const one = pressed, under = one && !one.isConnected && document.elementFromPoint(event.clientX, event.clientY)?.closest("button, [data-go]");
  released();
  if (under && JSON.stringify(under.dataset) === JSON.stringify(one.dataset)) under.click();
}, true);
function released() {
  pressed = null;
  setTimeout(() => { const waiting = held; held = {}; show(waiting); }, 0);
}

export function show(fresh) {
  const names = Object.keys(fresh || {}).filter(name => panels[name]), places = names.map(name => keepPlace(panels[name].element));
  for (const name of names) {
    delete held[name];
    if (pressed) { held[name] = fresh[name]; continue; }
    const one = panels[name];
    one.shown = fresh[name];
    // The same HTML again would take the place of what somebody is about to press.
    if (one.props.value !== fresh[name]) one.props.value = fresh[name];
  }
  if (pressed) return;
  // Gradio patches the panels in a microtask, or not at all while it mounts them.
  for (const after of MOUNTING) setTimeout(() => names.forEach(name => showAgain(name, fresh[name])), after);
  setTimeout(() => {
    names.forEach(name => settlers.forEach(settle => settle(panels[name].element)));
    places.forEach(back => back());
  }, 0);
}

// A panel that Gradio was still mounting has gone back to the HTML it began with.
function showAgain(name, html) {
  const one = panels[name];
  if (one.props.value === one.first && one.shown === html) one.props.value = html;
  one.look?.();
}

// Why something did not work, in a sentence.
export function reason(problem) { return problem.status ? problem.message : words.offline; }

export function saySaved(text, bad = false) {
  document.querySelectorAll("[data-saved]").forEach(place => { place.textContent = text; place.classList.toggle("bad", bad); });
}

// A sentence in the corner of the page, for what no field of its own can tell.
export function notify(text, good = false) {
  const one = document.createElement("div");
  one.className = good ? "dr-notice dr-good" : "dr-notice";
  one.setAttribute("role", "alert");
  one.textContent = text;
  one.addEventListener("click", () => one.remove());
  document.body.append(one);
  setTimeout(() => one.remove(), 12000);
}
