// What all parts of the page share: the words it shows, talking to the server, and the panels the server's HTML goes into.
export const words = JSON.parse(document.getElementById("drafter-words").textContent);
export const panels = {};
// Called for each panel after the server's HTML has come into it.
export const settlers = [];

export async function ask(path) {
  const response = await fetch(path), answer = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(answer.message || words.failed), { status: response.status, answer });
  return answer;
}

export function put(path, body, keepalive = false) { return send("PUT", path, body, keepalive); }

export async function send(method, path, body, keepalive = false) {
  const response = await fetch(path, {
    method, keepalive, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(answer.message || words.failed), { status: response.status, answer });
  return answer;
}

export function show(fresh) {
  for (const [name, html] of Object.entries(fresh || {})) {
    // The same HTML again would take the place of what somebody is about to press.
    if (panels[name] && panels[name].props.value !== html) panels[name].props.value = html;
  }
  // Gradio patches the panels in a microtask, or not at all while it mounts them.
  for (const after of [400, 1500]) setTimeout(() => Object.keys(fresh || {}).forEach(name => panels[name]?.look?.()), after);
  setTimeout(() => Object.keys(fresh || {}).forEach(name => panels[name] && settlers.forEach(settle => settle(panels[name].element))), 0);
}

// Why something did not work, in a sentence.
export function reason(problem) { return problem.status ? problem.message : words.offline; }

export function saySaved(text, bad = false) {
  document.querySelectorAll("[data-saved]").forEach(place => { place.textContent = text; place.classList.toggle("bad", bad); });
}

// A sentence in the corner of the page, for what no field of its own can tell.
export function notify(text, good = false) {
  const one = document.createElement("div");
  one.className = good ? "dr-notice dr-good" : "dr-notice";
  one.setAttribute("role", "alert");
  one.textContent = text;
  one.addEventListener("click", () => one.remove());
  document.body.append(one);
  setTimeout(() => one.remove(), 12000);
}
