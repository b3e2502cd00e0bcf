// One letter answers a proposal: the letter that stands on the button. Not while typing in a field.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const button = [...document.querySelectorAll("form[data-keys] button[accesskey]")].find(
    (each) => each.accessKey === event.key.toLowerCase(),
  );
  if (button) {
    event.preventDefault();
    button.click();
  }
});
