// The form: saves each cell as it is typed. What could not be sent waits in this browser, is tried
// again every few seconds and on every page of the form, and is only forgotten once it is saved.
"use strict";
(() => {
  const KEPT = "maali-unsaved";
  const AGAIN = 5000;
  const bar = document.getElementById("answer-bar");
  if (!bar) return;
  const words = bar.dataset;
  const form = document.querySelector("form[data-save]");
  const here = form ? form.dataset.save : "";
  document.documentElement.classList.add("has-script");

  // { "<address> <key>": { url, key, text, version } }
  let waiting = {};
  try {
    waiting = JSON.parse(localStorage.getItem(KEPT)) || {};
  } catch {
    waiting = {};
  }
  const keep = () => {
    try {
      localStorage.setItem(KEPT, JSON.stringify(waiting));
    } catch {
      // A browser that keeps nothing still has the text in the page.
    }
  };
  const tell = (text, tone = "") => {
    bar.hidden = !text;
    bar.dataset.tone = tone;
    if (bar.textContent !== text) bar.textContent = text;
  };

  const cellOf = (item) =>
    item.url === here ? form.querySelector(`[data-cell="${CSS.escape(item.key)}"]`) : null;
  const say = (cell, text, tone = "") => {
    const state = cell.querySelector("[data-state]");
    state.textContent = text;
    state.dataset.tone = tone;
  };
  const textOf = (cell) => {
    const unknown = cell.querySelector("[data-unknown]");
    if (unknown && unknown.checked) return "?";
    const radio = cell.querySelector("input[type=radio]");
    if (radio) return cell.querySelector("input[type=radio]:checked")?.value || "";
    return cell.querySelector("[data-input]").value.trim();
  };
  const put = (cell, text) => {
    const unknown = cell.querySelector("[data-unknown]");
    if (unknown) unknown.checked = text === "?";
    for (const radio of cell.querySelectorAll("input[type=radio]")) radio.checked = radio.value === text;
    const input = cell.querySelector("[data-input]:not([type=radio])");
    if (!input || text === "?") return;
    if (input.tagName === "SELECT" && text && ![...input.options].some((o) => o.value === text)) {
      input.add(new Option(text, text));
    }
    input.value = text;
  };

  const ask = (cell, answer) => {
    const two = cell.querySelector("[data-two]");
    const buttons = two.querySelectorAll("button");
    const given = [[answer.text, answer.by], [answer.other, answer.other_by]];
    given.forEach(([text, by], place) => {
      buttons[place].value = text;
      buttons[place].querySelector("[data-text]").textContent = text || "–";
      buttons[place].querySelector("[data-by]").textContent = by;
    });
    two.hidden = false;
    say(cell, "");
  };
  const take = (item, answer) => {
    const cell = cellOf(item);
    if (!cell) return;
    if (answer.state === "refused") return say(cell, answer.why, "risk");
    cell.dataset.version = answer.version;
    cell.querySelector(`[name="version-${CSS.escape(item.key)}"]`).value = answer.version;
    if (answer.state === "asked") return ask(cell, answer);
    cell.querySelector(`[name="was-${CSS.escape(item.key)}"]`).value = answer.text;
    cell.querySelector("[data-two]").hidden = true;
    if (answer.problem) say(cell, answer.problem, "risk");
    else say(cell, `${words.at} ${answer.at}`);
  };

  let busy = false;
  let later = 0;
  let stale = false;
  const send = async (item) => {
    const body = new URLSearchParams({ key: item.key, text: item.text, version: item.version });
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(item.url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token },
      signal: AbortSignal.timeout(15000),
    });
    const json = (answer.headers.get("Content-Type") || "").includes("json");
    if (answer.ok && json) return answer.json();
    stale = answer.status < 500 && answer.status !== 429;
    throw new Error(String(answer.status));
  };
  const flush = async () => {
    if (busy) return;
    busy = true;
    clearTimeout(later);
    try {
      for (;;) {
        const place = Object.keys(waiting)[0];
        if (!place) break;
        const item = waiting[place];
        tell(words.saving);
        const answer = await send(item);
        const newer = waiting[place];
        take(item, answer);
        // Typed on meanwhile: what is newer goes next, on top of what was just saved.
        if (newer.text === item.text) delete waiting[place];
        else newer.version = answer.version ?? newer.version;
        keep();
      }
      tell(form ? words.saved : "");
    } catch {
      keep();
      for (const item of Object.values(waiting)) {
        const cell = cellOf(item);
        if (cell) say(cell, words.waits, "person");
      }
      tell(stale ? words.again : words.lost, "risk");
      later = setTimeout(flush, AGAIN);
    } finally {
      busy = false;
    }
  };

  const note = (cell, text) => {
    const key = cell.dataset.cell;
    const before = waiting[`${here} ${key}`];
    const version = before ? before.version : Number(cell.dataset.version);
    waiting[`${here} ${key}`] = { url: here, key, text, version };
    keep();
  };
  const timers = new Map();
  const changed = (cell, soon) => {
    note(cell, textOf(cell));
    clearTimeout(timers.get(cell));
    timers.set(cell, setTimeout(flush, soon));
  };

  if (form) {
    form.addEventListener("input", (event) => {
      const cell = event.target.closest("[data-cell]");
      if (!cell) return;
      const unknown = cell.querySelector("[data-unknown]");
      if (unknown && event.target !== unknown && event.target.value) unknown.checked = false;
      changed(cell, event.target.matches("input[type=text], textarea") ? 700 : 0);
    });
    form.addEventListener("focusout", (event) => {
      const cell = event.target.closest("[data-cell]");
      if (cell && waiting[`${here} ${cell.dataset.cell}`]) changed(cell, 0);
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-two] button");
      if (!button) return;
      event.preventDefault();
      const cell = button.closest("[data-cell]");
      put(cell, button.value);
      note(cell, button.value);
      flush();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      flush();
    });
    // What waited on this device is shown again where it was typed.
    for (const item of Object.values(waiting)) {
      const cell = cellOf(item);
      if (cell) put(cell, item.text);
    }
  }
  addEventListener("online", flush);
  if (Object.keys(waiting).length) flush();
})();
