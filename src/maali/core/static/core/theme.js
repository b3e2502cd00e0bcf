// Light or dark: the person's choice is kept in this browser; without one the system's is followed.
"use strict";
(() => {
  const kept = localStorage.getItem("maali-theme");
  const root = document.documentElement;
  if (kept === "light" || kept === "dark") root.dataset.colorScheme = kept;
  const isDark = () =>
    root.dataset.colorScheme === "dark" ||
    (root.dataset.colorScheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme-switch");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.colorScheme = isDark() ? "light" : "dark";
      localStorage.setItem("maali-theme", root.dataset.colorScheme);
      document.dispatchEvent(new CustomEvent("maali:theme"));
    });
  });
})();
