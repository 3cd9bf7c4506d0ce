// Gradio tells a refused upload as "HTTP 413: {…}"; what a person is told is the sentence in it.
new MutationObserver(changes => {
  for (const { addedNodes } of changes) for (const node of addedNodes) node.querySelectorAll?.("[data-testid=toast-text]").forEach(plain);
}).observe(document.documentElement, { childList: true, subtree: true });

function plain(text) {
  const told = text.textContent.match(/^\s*HTTP \d{3}:\s*(\{.*\})/s);
  if (!told) return;
  try { text.textContent = JSON.parse(told[1]).message || text.textContent; } catch { /* Not one of our sentences. */ }
}
