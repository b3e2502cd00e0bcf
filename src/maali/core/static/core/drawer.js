// Links marked data-drawer open the page they point to on the right; without script they are links.
"use strict";
(() => {
  const drawer = document.getElementById("drawer");
  if (!drawer) return;
  const content = document.getElementById("drawer-content");
  const asPage = document.getElementById("drawer-page");
  let opener = null;

  const close = () => {
    drawer.hidden = true;
    content.replaceChildren();
    if (opener) opener.focus();
  };
  const open = async (link) => {
    const answer = await fetch(link.href, { headers: { "X-Maali-Drawer": "yes" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("content");
    if (!answer.ok || answer.redirected || !found) return location.assign(link.href);
    found.removeAttribute("id");
    for (const form of found.querySelectorAll("form:not([action]), form[action='']")) {
      form.setAttribute("action", link.href);
    }
    opener = link;
    asPage.href = link.href;
    content.replaceChildren(found);
    drawer.hidden = false;
    if (window.htmx) window.htmx.process(content);
    document.dispatchEvent(new CustomEvent("maali:shown", { detail: content }));
    content.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || drawer.contains(link)) return;
    event.preventDefault();
    open(link);
  });
  document.getElementById("drawer-close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !drawer.hidden) close();
  });
})();
