// Ctrl+K: the search field opens as a dialog that shows hits while one writes.
"use strict";
(() => {
  const form = document.getElementById("search-form");
  if (!form || !window.HTMLDialogElement) return;
  const field = document.getElementById("search-field");
  const dialog = document.createElement("dialog");
  dialog.className = "search-dialog";
  dialog.setAttribute("aria-label", field.labels[0].textContent);
  const input = document.createElement("input");
  input.type = "search";
  input.className = "ds-input";
  input.autocomplete = "off";
  input.placeholder = field.placeholder;
  input.setAttribute("aria-label", field.labels[0].textContent);
  const hits = document.createElement("div");
  hits.setAttribute("aria-live", "polite");
  dialog.append(input, hits);
  document.body.append(dialog);

  let last = 0;
  const show = async () => {
    const turn = ++last;
    if (input.value.trim().length < 2) return hits.replaceChildren();
    const address = `${form.action}?q=${encodeURIComponent(input.value)}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok || turn !== last) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    hits.replaceChildren(...page.querySelectorAll("#hits"));
  };
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 200);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") location.assign(`${form.action}?q=${encodeURIComponent(input.value)}`);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...hits.querySelectorAll("a")];
    const now = stops.indexOf(document.activeElement);
    const next = now + (event.key === "ArrowDown" ? 1 : -1);
    stops[Math.max(0, Math.min(stops.length - 1, next))].focus();
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
})();
