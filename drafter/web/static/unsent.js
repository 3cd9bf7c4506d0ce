// Changes of the tables on their way: one after another, and again and again while the server is away.
// A copy of each figure and of each work item stays in the browser until the server has answered, so that a reload or a crash loses none.
import { notify, put, words } from "./talk.js";

const RETRY_AFTER = 2000;
let sending = Promise.resolve(), waiting = 0, away = false;

// Resolves when everything typed into the tables has reached the server; at once while the server is away.
export function sent() { return away ? Promise.resolve() : sending; }

// Resolves to the server's answer; what it refuses rejects. `unheard` is told each time nobody answers.
export function deliver(path, body, unheard) {
  waiting += 1;
  const answer = sending.then(() => untilAnswered(path, body, unheard)).finally(() => { waiting -= 1; });
  sending = answer.catch(() => {});
  return answer;
}

async function untilAnswered(path, body, unheard) {
  for (;;) {
    try {
      const answer = await put(path, body);
      away = false;
      return answer;
    } catch (problem) {
      away = !problem.status;
      if (!away) throw problem;
      unheard(problem);
      await new Promise(done => setTimeout(done, RETRY_AFTER));
    }
  }
}

addEventListener("beforeunload", event => { if (waiting && away) event.preventDefault(); });

// ---- the copies ---------------------------------------------------------------------------------------------------
// `given` tells what the server gave for a row, undefined where its table has no such row.

const nameOf = project => `drafter-unsent:${project}`;
function copies(project) { try { return JSON.parse(localStorage.getItem(nameOf(project))) || {}; } catch { return {}; } }
function write(project, kept) {
  try {
    if (Object.keys(kept).length) localStorage.setItem(nameOf(project), JSON.stringify(kept)); else localStorage.removeItem(nameOf(project));
  } catch { /* A second line only. */ }
}

export function keep(project, values, given) {
  const kept = copies(project);
  for (const [id, value] of Object.entries(values)) kept[id] = { value, was: kept[id]?.was ?? given(id) };
  write(project, kept);
}

export function forget(project, values) {
  const kept = copies(project);
  for (const [id, value] of Object.entries(values)) if (kept[id]?.value === value) delete kept[id];
  write(project, kept);
}

// Whether any copy waits to be sent.
export function waits(project) { return Object.keys(copies(project)).length > 0; }

// Whether a copy waits for a row that this table does not have.
export function waitsElsewhere(project, given) { return Object.keys(copies(project)).some(id => given(id) === undefined); }

const looked = new Map();
// Once for a draft and a table: what was typed before the page went is returned to be sent; where somebody has typed since, it is only told.
export function leftOver(project, given, said = value => value) {
  if (!project || looked.get(given) === project) return {};
  looked.set(given, project);
  const values = {}, late = {};
  for (const [id, { value, was }] of Object.entries(copies(project))) {
    const now = given(id);
    if (now === undefined) continue;
    if (now === was) values[id] = value; else late[id] = value;
    if (now !== was && now !== value) notify(`${words.unsaved}：${id} ${said(value)}`);
  }
  forget(project, late);
  return values;
}
