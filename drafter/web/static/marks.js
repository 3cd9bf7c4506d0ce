// ② The marks under the editor's text: where they go as the text changes, how they are laid, and what is told of the number
// the pointer is at. All text goes in as text.
import { words } from "./talk.js";

// Marks move with the text around an edit; one that the edit touched is dropped until the server has looked again.
export function shift(marks, before, after) {
  if (before === after || before === undefined) return marks;
  let head = 0, tail = 0;
  const most = Math.min(before.length, after.length);
  while (head < most && before[head] === after[head]) head++;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const moved = after.length - before.length, stop = before.length - tail;
  return marks.flatMap(mark => {
    if (mark.end <= head) return [mark];
    if (mark.start >= stop) return [{ ...mark, start: mark.start + moved, end: mark.end + moved }];
    return [];
  });
}

const RANK = ["bound", "open", "note", "warning", "error"];
// The text in pieces, each under the gravest of the marks that lie over it.
export function piecesOf(text, marks) {
  const edges = [...new Set([0, text.length, ...marks.flatMap(mark => [mark.start, mark.end])])].filter(at => at <= text.length).sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i], edges[i + 1]];
    const over = marks.filter(mark => mark.start <= start && end <= mark.end).sort((a, b) => RANK.indexOf(b.kind) - RANK.indexOf(a.kind))[0];
    const span = document.createElement("span");
    span.textContent = text.slice(start, end);
    span.dataset.end = end;
    if (over) span.className = "dr-m-" + over.kind;
    const bound = marks.find(mark => mark.row && mark.start <= start && end <= mark.end);
    if (bound) { span.dataset.row = bound.row; span.classList.add("dr-bound"); }
    pieces.push(span);
  }
  return pieces;
}

// The text lies over its marks, so the pointer is looked for among their boxes.
export function boundAt(layer, event) {
  return [...layer.querySelectorAll("[data-row]")].find(span => [...span.getClientRects()].some(one =>
    one.left <= event.clientX && event.clientX <= one.right && one.top <= event.clientY && event.clientY <= one.bottom)) || null;
}

// What stands behind a number: its row, this year's and last year's value, formula, and last year's sentence.
export function showTip(tip, span, row) {
  tip.hidden = !row;
  if (!row) return;
  const line = (kind, ...parts) => {
    const one = document.createElement(kind);
    one.append(...parts);
    return one;
  };
  const [before, number, after] = row.evidence, lines = [line("b", row.name), line("span", line("strong", row.value), " ", row.previous)];
  if (row.formula) lines.push(line("code", row.formula));
  if (number) lines.push(line("q", before, line("mark", number), after));
  lines.push(line("small", words.torow));
  tip.replaceChildren(...lines);
  const box = span.getBoundingClientRect(), below = box.bottom + 8 + tip.offsetHeight < innerHeight;
  tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + "px";
  tip.style.top = (below ? box.bottom + 8 : box.top - tip.offsetHeight - 8) + "px";
}
