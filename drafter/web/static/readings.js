// How a file was read, mended line by line; and an edited file read back, taken over part by part.
import { notify, panels, put, reason, show } from "./talk.js";

export function viewReading(source) {
  put("/library/reading", { source }).then(answer => show(answer.panels), problem => notify(reason(problem)));
}

export function readingPanel(element) {
  element.addEventListener("change", event => {
    const field = event.target, line = field.closest("[data-line]");
    if ("mendField" in field.dataset) mend(element, { what: field.dataset.mendField, value: field.value });
    else if ("mendLevel" in field.dataset) mend(element, { what: "level", ...wordsOf(line), value: field.value });
  });
  element.addEventListener("click", event => {
    const button = event.target.closest("[data-mend], [data-unmend]");
    if (!button) return;
    if ("unmend" in button.dataset) { mend(element, { what: "undo", number: +button.dataset.unmend }); return; }
    const line = button.closest("[data-line]"), at = cursorIn(line);
    if (button.dataset.mend === "split" && !at) { notify(button.title || button.textContent); return; }
    mend(element, { what: button.dataset.mend, ...wordsOf(line), at });
  });
}

function wordsOf(line) { return { number: +line.dataset.line, text: line.querySelector("[data-words]").textContent }; }

// Where in the line's words somebody has clicked last; 0 when it was another line.
function cursorIn(line) {
  const chosen = getSelection(), words = line.querySelector("[data-words]");
  if (!chosen.anchorNode || !words.contains(chosen.anchorNode)) return 0;
  // The server counts characters, the browser their halves.
  return [...words.textContent.slice(0, chosen.anchorOffset)].length;
}

function mend(element, what) {
  const source = element.querySelector("[data-source]").dataset.source, list = element.querySelector(".dr-lines"), top = list?.scrollTop;
  put("/library/mend", { source, ...what }).then(answer => {
    show(answer.panels);
    setTimeout(() => { const now = element.querySelector(".dr-lines"); if (now) now.scrollTop = top; }, 30);
  }, problem => notify(reason(problem)));
}

export function takeBack(element) {
  const box = element.querySelector("[data-returned]");
  const keys = [...element.querySelectorAll("[data-section-choice]:checked")].map(one => one.dataset.sectionChoice);
  const chosen = which => [...element.querySelectorAll("[data-figure-choice]")].filter(one => one.value === which).map(one => +one.dataset.figureChoice);
  const decisions = { keys, into_sheet: chosen("sheet"), put_back: chosen("back") };
  put(`/projects/${encodeURIComponent(box.dataset.project)}/returned/${encodeURIComponent(box.dataset.returned)}`, decisions).then(answer => {
    show(answer.panels);
    notify(answer.told, true);
    panels.returned.trigger("go", {});
  }, problem => notify(reason(problem)));
}
