// Gradio tells a refused upload as "HTTP 413: {…}", and a file of another kind in English; a person is told our sentence.
import { words } from "./talk.js";

new MutationObserver(changes => {
  for (const { addedNodes } of changes) for (const node of addedNodes) node.querySelectorAll?.("[data-testid=toast-text]").forEach(plain);
}).observe(document.documentElement, { childList: true, subtree: true });

function plain(text) {
  const foreign = text.textContent.match(/^\s*Invalid file types?: (.*)\. Only (.*) allowed\.\s*$/s);
  if (foreign) text.textContent = words.wrongKind.replace("{name}", () => foreign[1]).replace("{known}", () => foreign[2].replaceAll(",", ""));
  const told = text.textContent.match(/^\s*HTTP \d{3}:\s*(\{.*\})/s);
  if (!told) return;
  try { text.textContent = JSON.parse(told[1]).message || text.textContent; } catch { /* Not one of our sentences. */ }
}
