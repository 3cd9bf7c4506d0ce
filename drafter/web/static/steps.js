// The four steps of a report, and the address that leads back to where one is.
export const steps = ["data", "draft", "check", "export"];
export function openStep(step) {
  document.querySelectorAll("#steps > .tab-wrapper button[role=tab]")[steps.indexOf(step)]?.click();
}

export function remember(changes) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
  history.replaceState(null, "", address);
}
