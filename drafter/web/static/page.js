// The page's own moves: the editor with its marks, saving as one types, the fill-in table. All text goes in as text, never as HTML.
(() => {
  "use strict";
  const words = JSON.parse(document.getElementById("drafter-words").textContent);
  for (const kind of ["info", "error", "warning"]) document.documentElement.style.setProperty(`--toast-${kind}`, JSON.stringify(words[kind]));
  const panels = {};
  const SAVE_AFTER = 500, SAVE_LATEST = 1800, RETRY_AFTER = 3000;

  document.documentElement.lang = words.lang;
  // Gradio's own few words follow the browser's language; ours is the page's.
  Object.defineProperty(navigator, "language", { get: () => words.lang });
  Object.defineProperty(navigator, "languages", { get: () => [words.lang] });
  // Our colours are made for a light page, whatever the system prefers.
  new MutationObserver(stayLight).observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["class"] });
  function stayLight() {
    document.documentElement.classList.remove("dark");
    if (document.body) document.body.classList.remove("dark");
  }

  // ---- talking to the server ----------------------------------------------------------------------------------------

  async function put(path, body, keepalive = false) {
    const response = await fetch(path, {
      method: "PUT", keepalive, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw Object.assign(new Error(answer.message || words.failed), { status: response.status, answer });
    return answer;
  }

  function show(fresh) {
    for (const [name, html] of Object.entries(fresh || {})) {
      // The same HTML again would take the place of what somebody is about to press.
      if (panels[name] && panels[name].props.value !== html) panels[name].props.value = html;
    }
    // Gradio patches the panels in a microtask.
    setTimeout(() => Object.keys(fresh || {}).forEach(name => panels[name] && settle(panels[name].element)), 0);
  }

  // ---- panels -------------------------------------------------------------------------------------------------------

  function panel(name, element, props, trigger, watch) {
    panels[name] = { element, props };
    watch("value", () => { resetFields(element); settle(element); });
    element.addEventListener("click", event => {
      const target = event.target.closest("button,[data-go]");
      if (!target || !element.contains(target)) return;
      const data = target.dataset;
      if ("sure" in data && !target.classList.contains("dr-danger")) askTwice(target);
      else if ("go" in data) flush().then(() => trigger("go", { section: data.go, act: data.act || "", start: +data.start || 0, end: +data.end || 0 }));
      else if ("step" in data) openStep(data.step);
      else if ("insert" in data) insert(data.insert);
      else if ("figureRow" in data) showFigure(data.figureRow);
      else if ("filter" in data) filter(element, target);
      else if ("compare" in data) compareWith(data.compare);
      else if ("restore" in data) restore(data, trigger);
      else if ("close" in data) closeDialog(name);
      else if ("dismiss" in data) judge(data.place, data.dismiss, true);
      else if ("undismiss" in data) judge(data.place, data.undismiss, false);
      else if ("newItem" in data) saveItem(element, { id: "", section: "", action: "新增", text: "", evidence: "" });
      else if ("start" in data) select(+data.start, +data.end, true);
    });
    if (name === "figures") figureTable(element);
    if (name === "items") itemTable(element);
    // The versions are fetched when somebody looks at them.
    if (name === "history") new ResizeObserver(() => {
      const seen = element.getClientRects().length > 0;
      if (seen && !element.dataset.seen) refreshHistory();
      element.dataset.seen = seen ? "1" : "";
    }).observe(element);
  }

  // The server's values are attributes; what was typed since lives in properties only.
  function resetFields(element) {
    element.querySelectorAll("input:not([data-search])").forEach(field => { field.value = field.defaultValue; });
    element.querySelectorAll("textarea").forEach(field => { field.value = field.defaultValue; });
    element.querySelectorAll("select").forEach(field => {
      const chosen = [...field.options].findIndex(option => option.defaultSelected);
      field.selectedIndex = Math.max(chosen, 0);
    });
  }

  // What the page itself has changed in a panel is put back after the server's HTML came.
  function settle(element) {
    applyFilter(element);
    showRefusals(element);
    openDialog(element);
    const list = element.querySelector(".dr-outlist"), chosen = list?.querySelector(".on");
    if (chosen) {
      // Only the list scrolls, never the page.
      const top = chosen.offsetTop - list.offsetTop;
      if (top < list.scrollTop || top + chosen.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
    }
  }

  function filter(element, button) {
    const wanted = element.dataset.filter === button.dataset.filter ? "" : button.dataset.filter;
    element.dataset.filter = wanted;
    applyFilter(element);
  }

  function applyFilter(element) {
    const wanted = element.dataset.filter || "";
    const sought = (element.querySelector("[data-search]")?.value || "").trim();
    element.querySelectorAll("button[data-filter]").forEach(button => {
      button.classList.toggle("on", button.dataset.filter === wanted);
      if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(button.dataset.filter === wanted));
    });
    const classes = { missing: ["dr-missing", "dr-waiting"], computed: ["dr-computed", "dr-waiting"] }[wanted];
    element.querySelectorAll("tr[data-row], tr[data-severity]").forEach(row => {
      const fits = !wanted || row.dataset.severity === wanted || (classes || []).some(one => row.classList.contains(one));
      row.hidden = !(fits && (!sought || row.textContent.includes(sought)));
    });
  }

  // ---- history and comparing ----------------------------------------------------------------------------------------

  async function ask(path) {
    const response = await fetch(path), answer = await response.json().catch(() => ({}));
    if (!response.ok) throw Object.assign(new Error(answer.message || words.failed), { status: response.status, answer });
    return answer;
  }

  function judge(place, issue, dismissed) {
    put(place + "/verdicts", { issue, dismissed }).then(answer => show(answer.panels), problem => window.alert(problem.status ? problem.message : words.offline));
  }

  function refreshHistory() {
    const element = panels.history?.element, state = editor?.state;
    if (!state || !element?.getClientRects().length) return;
    flush().then(() => ask(pathOf(state) + "/history")).then(answer => {
      show(answer.panels);
      setTimeout(() => showAgain("history", answer.panels.history, ".dr-version"), 400);
    }, problem => saySaved(problem.message, true));
  }

  // Gradio drops a value given to a panel that it is still mounting, as on the first look at a tab.
  function showAgain(name, html, part) {
    const panel = panels[name];
    if (!panel || !html.includes(part.slice(1)) || panel.element.querySelector(part)) return;
    panel.props.value = "";
    setTimeout(() => show({ [name]: html }), 60);
  }

  function compareWith(version) {
    flush().then(() => ask(`${pathOf(editor.state)}/compare/${encodeURIComponent(version)}`)).then(answer => show(answer.panels), problem => saySaved(problem.message, true));
  }

  // A dialog that has come takes the focus; Esc closes it, Tab goes round within.
  function openDialog(element) {
    const veil = element.querySelector(".dr-veil"), box = veil?.querySelector("[role=dialog]");
    const name = Object.keys(panels).find(one => panels[one].element === element);
    if (!veil || veil.dataset.open) return;
    veil.dataset.open = "1";
    panels[name].back = document.activeElement;
    box.focus();
    veil.addEventListener("keydown", event => {
      if (event.key !== "Tab") return;
      const stops = [...box.querySelectorAll("button")], at = stops.indexOf(document.activeElement);
      event.preventDefault();
      stops[(at + (event.shiftKey ? stops.length - 1 : 1)) % stops.length].focus();
    });
  }

  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    Object.keys(panels).filter(name => panels[name].element.querySelector(".dr-veil")).forEach(closeDialog);
  });

  function closeDialog(name) {
    show({ [name]: "" });
    panels[name].back?.focus();
  }

  // What cannot be taken back is pressed twice.
  function askTwice(button) {
    const words = button.textContent;
    button.textContent = button.dataset.sure;
    button.classList.add("dr-danger");
    setTimeout(() => { if (button.isConnected) { button.textContent = words; button.classList.remove("dr-danger"); } }, 4000);
  }

  function restore(data, trigger) {
    const place = { project: data.project, section: data.section };
    put(pathOf(place) + "/restore", { number: +data.restore }).then(answer => {
      show(answer.panels);
      trigger("go", { section: data.section, start: 0, end: 0 });
    }, problem => { closeDialog("compare"); saySaved(problem.message, true); });
  }

  // ---- steps and address --------------------------------------------------------------------------------------------

  const steps = ["data", "draft", "check", "export"];
  function openStep(step) {
    document.querySelectorAll("#steps > .tab-wrapper button[role=tab]")[steps.indexOf(step)]?.click();
  }

  function remember(changes) {
    const address = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
    history.replaceState(null, "", address);
  }

  // ---- the editor ---------------------------------------------------------------------------------------------------

  let editor = null;
  function mountEditor(element, props, watch) {
    const box = element.querySelector("textarea"), layer = element.querySelector(".dr-layer"), bar = element.querySelector(".dr-bar-note");
    editor = { element, box, layer, bar, tip: element.querySelector(".dr-tip"), state: null, marks: [], saved: "", timer: 0, since: 0, saving: Promise.resolve() };
    box.addEventListener("input", typed);
    box.addEventListener("blur", () => { flush(); });
    box.addEventListener("click", cursorMoved);
    box.addEventListener("mousemove", event => tell(boundAt(event)));
    box.addEventListener("mouseleave", () => tell(null));
    box.addEventListener("scroll", () => tell(null));
    box.addEventListener("click", event => {
      // A second click selects the number for whoever wants to write over it.
      clearTimeout(editor.going);
      const at = boundAt(event);
      if (at && event.detail === 1 && box.selectionStart === box.selectionEnd) editor.going = setTimeout(() => goToRow(at), 280);
    });
    box.addEventListener("keydown", event => {
      tell(null);
      if (event.key !== "Enter" || !event.ctrlKey) return;
      const cursor = box.selectionStart, at = editor.marks.find(mark => mark.row && mark.start <= cursor && cursor <= mark.end);
      if (at) { event.preventDefault(); goToRow({ dataset: { row: at.row } }); }
    });
    box.addEventListener("keyup", cursorMoved);
    element.addEventListener("click", event => { if (event.target === element.querySelector(".dr-paper")) box.focus(); });
    const take = () => load(props.value);
    watch("value", take);
    take();
  }

  function load(state) {
    if (!state || !state.project) return;
    const old = editor.state;
    if (old && !state.focus && old.project === state.project && old.section === state.section && editor.box.value === state.text && old.readonly === state.readonly) {
      // The same text looked at again: the cursor stays where it is.
      Object.assign(editor, { state, marks: state.marks, saved: state.text });
      paint();
      return;
    }
    clearTimeout(editor.timer);
    Object.assign(editor, { state, marks: state.marks, saved: state.text, since: 0 });
    editor.box.value = state.text;
    editor.box.readOnly = state.readonly;
    editor.box.placeholder = state.readonly ? "" : words.placeholder;
    editor.element.classList.toggle("dr-readonly", state.readonly);
    note("");
    paint();
    remember({ p: state.project, s: state.section });
    refreshHistory();
    const kept = backup();
    if (kept !== null && kept !== state.text) offer(words.unsaved, [[words.restore, () => replaceAll(kept)], [words.discard, dropBackup]]);
    else dropBackup();
    if (state.focus) setTimeout(() => select(state.focus[0], state.focus[1], true), 60);
  }

  function typed() {
    const now = editor.box.value;
    editor.marks = shift(editor.marks, editor.painted, now);
    paint();
    try { localStorage.setItem(backupName(), now); } catch { /* The copy in the browser is a second line only. */ }
    saySaved(words.writing);
    editor.since = editor.since || Date.now();
    clearTimeout(editor.timer);
    editor.timer = setTimeout(save, Math.max(0, Math.min(SAVE_AFTER, editor.since + SAVE_LATEST - Date.now())));
  }

  function flush() {
    if (!editor || !editor.state) return Promise.resolve();
    clearTimeout(editor.timer);
    return editor.box.value === editor.saved ? editor.saving : save();
  }

  // Saves run one after another: each carries the revision the one before it brought.
  function save() {
    const { state } = editor;
    editor.since = 0;
    editor.saving = editor.saving.then(async () => {
      if (editor.state !== state || editor.box.value === editor.saved || state.readonly) return;
      const text = editor.box.value;
      saySaved(words.saving);
      try {
        const answer = await put(pathOf(state), { text, revision: state.revision });
        state.revision = answer.revision;
        if (editor.state !== state) return;
        editor.saved = text;
        if (editor.box.value === text) dropBackup();
        editor.marks = shift(answer.marks, text, editor.box.value);
        state.rows = answer.rows;
        paint();
        show(answer.panels);
        saySaved(answer.saved);
      } catch (problem) {
        if (editor.state === state) failed(problem, state);
      }
    });
    return editor.saving;
  }

  function failed(problem, state) {
    if (problem.status === 409 && "theirs" in problem.answer) {
      const { theirs, revision } = problem.answer;
      saySaved(words.conflict, true);
      offer(problem.message, [
        [words.mine, () => { state.revision = revision; editor.saved = theirs; save(); note(""); }],
        [words.theirs, () => { state.revision = revision; editor.saved = theirs; replaceAll(theirs); }],
      ], theirs);
    } else if (problem.status) {
      saySaved(problem.message, true);
    } else {
      saySaved(words.offline, true);
      clearTimeout(editor.timer);
      editor.timer = setTimeout(save, RETRY_AFTER);
    }
  }

  function pathOf(state) { return `/projects/${encodeURIComponent(state.project)}/sections/${encodeURIComponent(state.section)}`; }
  function backupName() { return `drafter:${editor.state.project}:${editor.state.section}`; }
  function backup() { try { return localStorage.getItem(backupName()); } catch { return null; } }
  function dropBackup() { try { localStorage.removeItem(backupName()); } catch { /* as above */ } note(""); }

  function saySaved(text, bad = false) {
    document.querySelectorAll("[data-saved]").forEach(place => { place.textContent = text; place.classList.toggle("bad", bad); });
  }

  // One line over the text with what to decide; `other` is a text to look at before deciding.
  function offer(text, choices, other = "") {
    const line = document.createElement("span");
    line.textContent = text;
    const buttons = choices.map(([name, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.className = "dr-btn dr-small";
      button.addEventListener("click", () => { note(""); act(); });
      return button;
    });
    const parts = [line, ...buttons];
    if (other) {
      const theirs = document.createElement("pre");
      theirs.textContent = other;
      parts.push(theirs);
    }
    editor.bar.replaceChildren(...parts);
    editor.bar.hidden = false;
  }
  function note(text) { editor.bar.replaceChildren(text); editor.bar.hidden = !text; }

  function replaceAll(text) {
    editor.box.value = text;
    typed();
  }

  function insert(text) {
    if (!editor || editor.state.readonly) return;
    editor.box.focus();
    // execCommand keeps the browser's own undo; where it is gone, setRangeText does.
    if (!document.execCommand("insertText", false, text)) {
      editor.box.setRangeText(text, editor.box.selectionStart, editor.box.selectionEnd, "end");
      typed();
    }
  }

  function select(start, end, scroll) {
    if (!editor) return;
    editor.box.focus({ preventScroll: true });
    editor.box.setSelectionRange(start, end);
    if (!scroll) return;
    const at = [...editor.layer.children].find(span => +span.dataset.end > start);
    const paper = editor.element.querySelector(".dr-paper");
    if (at) paper.scrollTo({ top: at.offsetTop - paper.clientHeight / 3, behavior: "smooth" });
  }

  // The text lies over its marks, so the pointer is looked for among their boxes.
  function boundAt(event) {
    return [...editor.layer.querySelectorAll("[data-row]")].find(span => [...span.getClientRects()].some(one =>
      one.left <= event.clientX && event.clientX <= one.right && one.top <= event.clientY && event.clientY <= one.bottom)) || null;
  }

  function goToRow(span) {
    tell(null);
    flush().then(() => showFigure(span.dataset.row));
  }

  // What stands behind a number: its row, this year's and last year's value, formula, and last year's sentence.
  function tell(span) {
    const tip = editor.tip, row = span && editor.state.rows?.[span.dataset.row];
    editor.box.classList.toggle("dr-pointing", !!row);
    if (!row) { tip.hidden = true; return; }
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
    tip.hidden = false;
    const box = span.getBoundingClientRect(), below = box.bottom + 8 + tip.offsetHeight < innerHeight;
    tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = (below ? box.bottom + 8 : box.top - tip.offsetHeight - 8) + "px";
  }

  function cursorMoved() {
    const at = editor.box.selectionStart;
    const inside = editor.marks.find(mark => mark.kind !== "bound" && mark.start <= at && at <= mark.end);
    const list = panels.issues?.element;
    list?.querySelectorAll(".dr-issue").forEach(item => item.classList.toggle("on", !!inside && +item.dataset.start === inside.start && +item.dataset.end === inside.end));
  }

  // Marks move with the text around an edit; one that the edit touched is dropped until the server has looked again.
  function shift(marks, before, after) {
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
  function paint() {
    const { layer, box, marks } = editor, text = box.value;
    editor.painted = text;
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
    // A last line break has no height of its own in a block.
    layer.replaceChildren(...pieces, document.createTextNode("\n"));
    box.style.height = "0";
    box.style.height = Math.max(box.scrollHeight, 320) + "px";
  }

  window.addEventListener("resize", () => { if (editor?.state) paint(); });
  window.addEventListener("pagehide", () => {
    const state = editor?.state;
    if (state && !state.readonly && editor.box.value !== editor.saved) {
      put(pathOf(state), { text: editor.box.value, revision: state.revision }, true).catch(() => {});
    }
  });

  // ---- ① the fill-in table and the work items -----------------------------------------------------------------------

  const refusals = {};
  let sending = Promise.resolve();

  function figureTable(element) {
    element.addEventListener("input", event => { if (event.target.matches("[data-search]")) applyFilter(element); });
    element.addEventListener("change", event => {
      if (event.target.matches("[data-figure]")) saveFigures(element, { [event.target.dataset.figure]: event.target.value });
    });
    element.addEventListener("keydown", event => {
      if (!event.target.matches("[data-figure]") || event.isComposing) return;
      const down = event.key === "ArrowDown" || event.key === "Enter", up = event.key === "ArrowUp";
      if (!down && !up) return;
      event.preventDefault();
      const cells = shownCells(element).filter(cell => cell.tabIndex >= 0 || cell === event.target);
      const next = cells[cells.indexOf(event.target) + (down ? 1 : -1)];
      if (next) { next.focus(); next.select(); } else event.target.blur();
    });
    element.addEventListener("paste", event => {
      if (!event.target.matches("[data-figure]")) return;
      const text = (event.clipboardData || window.clipboardData).getData("text");
      if (!/[\r\n\t]/.test(text.trim())) return;
      event.preventDefault();
      pasteColumn(element, event.target, text);
    });
  }

  function shownCells(element) { return [...element.querySelectorAll("tr:not([hidden]) [data-figure]")]; }

  // One line a row, from the cell downwards; computed rows and empty lines are passed over.
  function pasteColumn(element, first, text) {
    const cells = shownCells(element), values = {};
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, at) => {
      const cell = cells[cells.indexOf(first) + at], value = line.split("\t")[0].trim();
      if (!cell || cell.tabIndex < 0 || !value) return;
      cell.value = value;
      values[cell.dataset.figure] = value;
    });
    saveFigures(element, values);
  }

  function saveFigures(element, values) {
    const project = element.querySelector("[data-project]")?.dataset.project;
    if (!project || !Object.keys(values).length) return;
    sending = sending.then(async () => {
      try {
        const answer = await put(`/projects/${encodeURIComponent(project)}/figures`, { values });
        Object.keys(values).forEach(id => delete refusals[id]);
        Object.entries(answer.refused).forEach(([id, why]) => { refusals[id] = { why, text: values[id] }; });
        show(answer.panels);
      } catch (problem) {
        Object.keys(values).forEach(id => { refusals[id] = { why: problem.status ? problem.message : words.offline, text: values[id] }; });
        showRefusals(element);
      }
    });
  }

  function showRefusals(element) {
    element.querySelectorAll("[data-figure]").forEach(cell => {
      const refused = refusals[cell.dataset.figure];
      cell.classList.toggle("bad", !!refused);
      if (refused) { cell.title = refused.why; cell.value = refused.text; cell.setAttribute("aria-invalid", "true"); } else cell.removeAttribute("aria-invalid");
    });
  }

  function itemTable(element) {
    element.addEventListener("change", event => {
      const row = event.target.closest("[data-item]");
      if (!row) return;
      const field = name => row.querySelector(`[data-field=${name}]`)?.value || "";
      saveItem(element, { id: row.dataset.item, section: field("section"), action: field("action"), text: field("text"), evidence: field("evidence") });
    });
  }

  function saveItem(element, item) {
    const project = element.querySelector("[data-project]")?.dataset.project;
    if (!project) return;
    sending = sending.then(() => put(`/projects/${encodeURIComponent(project)}/items`, item)).then(
      answer => {
        show(answer.panels);
        if (!item.id) setTimeout(() => element.querySelector(`[data-item="${answer.id}"] textarea`)?.focus(), 30);
      },
      problem => window.alert(problem.status ? problem.message : words.offline),
    );
  }

  function showFigure(id) {
    openStep("data");
    setTimeout(() => {
      const table = panels.figures.element;
      table.dataset.filter = "";
      applyFilter(table);
      const cell = table.querySelector(`[data-figure="${CSS.escape(id)}"]`);
      cell?.scrollIntoView({ block: "center" });
      cell?.focus();
      cell?.closest("tr").classList.add("dr-flash");
    }, 350);
  }

  window.drafter = {
    panel, editor: mountEditor,
    // A tab reports itself before the page has been told which step the address asks for.
    at(step) { if (editor?.state) remember({ step }); },
    // Given to buttons that read the draft on the server: what is typed must be there first.
    async flushed(...values) { await flush(); await sending; return values; },
  };
  stayLight();
})();
