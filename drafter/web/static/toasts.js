// Notices. Gradio's are told in our words: a refused upload comes as "HTTP 413: {…}", a file of another kind and all titles in
// English. And what is said of one press goes with the next: a refusal left standing would speak of what came right meanwhile.
import { words } from "./talk.js";

const NOTICES = ".toast-body, .dr-notice", PRESSES = "button, a, summary, [role=tab], [data-go], input[type=file]";
const READ = 2500;  // milliseconds each stands at least
const since = new WeakMap();

new MutationObserver(changes => {
  for (const { addedNodes } of changes) for (const node of addedNodes) {
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    for (const told of all(node, "[data-testid=toast-text], .dr-notice")) since.set(told.closest(NOTICES), Date.now());
    all(node, "[data-testid=toast-text]").forEach(plain);
    all(node, ".toast-title").forEach(entitle);
    all(node, "[data-testid=toast-close]").forEach(close => { close.ariaLabel = words.close; });
  }
}).observe(document.documentElement, { childList: true, subtree: true });
for (const kind of ["click", "change"]) document.addEventListener(kind, event => {
  const pressed = event.target.closest?.(PRESSES);
  if (pressed && !pressed.closest(NOTICES)) document.querySelectorAll(NOTICES).forEach(clear);
}, true);

function all(node, selector) { return [...(node.matches(selector) ? [node] : []), ...node.querySelectorAll(selector)]; }

function clear(notice) {
  const told = since.get(notice), close = notice.querySelector("[data-testid=toast-close]") || notice;
  // Another sentence may have come into it by then.
  setTimeout(() => { if (notice.isConnected && since.get(notice) === told) close.click(); }, Math.max(0, told + READ - Date.now()));
}

function entitle(title) {
  const kind = ["info", "error", "warning"].find(one => title.classList.contains(one));
  // Gradio's own text node stays: it counts on it.
  if (kind && title.firstChild) title.firstChild.data = words[kind];
}

function plain(text) {
  if (/^\s*Connection to the server was lost/.test(text.textContent)) text.textContent = words.lost;
  if (/^\s*Connection errored out|^\s*(?:TypeError: )?Failed to fetch/.test(text.textContent)) text.textContent = words.unreached;
  const foreign = text.textContent.match(/^\s*Invalid file types?: (.*)\. Only (.*) allowed\.\s*$/s);
  if (foreign) text.textContent = words.wrongKind.replace("{name}", () => foreign[1]).replace("{known}", () => foreign[2].replaceAll(",", ""));
  const told = text.textContent.match(/^\s*HTTP \d{3}:\s*(\{.*\})/s);
  if (!told) return;
  try { text.textContent = JSON.parse(told[1]).message || text.textContent; } catch { /* Not one of our sentences. */ }
}
