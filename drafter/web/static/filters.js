// Which rows of a table are shown: by the button pressed, the section chosen, the words sought.
export function filter(element, button) {
  const wanted = element.dataset.filter === button.dataset.filter ? "" : button.dataset.filter;
  element.dataset.filter = wanted;
  applyFilter(element);
}

export function applyFilter(element) {
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
