// Gradio's lists to choose from, for people who write with an input method: what is typed takes the place of what stood
// there, and the list follows each word as it is committed. Gradio itself looks at keys, before their letters are there.
const isChoice = field => field.matches?.("input[role=combobox]");

document.addEventListener("focusin", event => { if (isChoice(event.target)) setTimeout(() => event.target.select(), 0); });
for (const kind of ["input", "compositionend"]) document.addEventListener(kind, event => {
  if (!isChoice(event.target) || event.isComposing) return;
  event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Unidentified", bubbles: true }));
});
