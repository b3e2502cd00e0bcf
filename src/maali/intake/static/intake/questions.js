// One question: the number on a button gives that answer, arrows go to the next and the previous.
// Many: each answer is saved when its field is left; one tick ticks all. Without script a button
// saves all that is written.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const found =
    event.key === "ArrowRight"
      ? document.querySelector("a[rel=next]")
      : event.key === "ArrowLeft"
        ? document.querySelector("a[rel=prev]")
        : /^[0-9]$/.test(event.key)
          ? document.querySelector(`form[data-answers] button[data-number="${event.key}"]`)
          : null;
  if (found) {
    event.preventDefault();
    found.click();
  }
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-tick-all]")) {
    document.querySelectorAll("input[name=ticked]").forEach((each) => (each.checked = field.checked));
  }
  const value = field.matches("[data-save]") ? field.value.trim() : "";
  if (value) {
    htmx.ajax("POST", field.dataset.save, {
      target: field.closest("tr"),
      swap: "outerHTML",
      values: { answer: value },
    });
  }
});

document.querySelectorAll("[data-tick-all]").forEach((each) => (each.hidden = false));
