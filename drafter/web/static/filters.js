// Which rows of a table are shown: by the button pressed, the section or kind chosen, the words sought.
const CLASSES = { missing: ["dr-missing"], computed: ["dr-computed", "dr-waiting"], outlier: ["dr-outlier"] };

export function filter(element, button) {
  element.dataset.filter = element.dataset.filter === button.dataset.filter ? "" : button.dataset.filter;
  applyFilter(element);
}

// What was chosen in a list outlives the server's next HTML.
export function rememberChoice(element, list) {
  for (const kind of ["kind", "section"]) if (list.dataset[name(kind)] !== undefined) element.dataset[kind] = list.value;
}

function name(kind) { return kind === "kind" ? "filterKind" : "filterSection"; }

export function applyFilter(element) {
  const wanted = element.dataset.filter || "";
  const sought = (element.querySelector("[data-search]")?.value || "").trim();
  const chosen = {};
  for (const kind of ["kind", "section"]) {
    const list = element.querySelector(`select[data-filter-${kind}]`), value = element.dataset[kind] || "";
    if (!list) continue;
    chosen[kind] = [...list.options].some(option => option.value === value) ? value : "";
    if (list.value !== chosen[kind]) list.value = chosen[kind];
  }
  element.querySelectorAll("button[data-filter]").forEach(button => {
    button.classList.toggle("on", button.dataset.filter === wanted);
    if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(button.dataset.filter === wanted));
  });
  let shown = 0, all = 0;
  element.querySelectorAll("tr[data-row], tr[data-severity]").forEach(row => {
    const fits = (!wanted || row.dataset.severity === wanted || (CLASSES[wanted] || []).some(one => row.classList.contains(one)))
      && (!chosen.kind || row.dataset.kind === chosen.kind) && (!chosen.section || row.dataset.section === chosen.section)
      && (!sought || row.textContent.includes(sought));
    row.hidden = !fits;
    all += 1;
    shown += fits;
  });
  const count = element.querySelector("[data-shown]");
  if (count) count.textContent = shown < all ? count.dataset.words.replace("{n}", shown) : "";
}
