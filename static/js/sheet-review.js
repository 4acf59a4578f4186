"use strict";
// The review by keyboard: J K next and previous chapter, ↑ ↓ lines, 1…5 the n-th level, Ctrl+Enter accepts, T returns.
(() => {
  const lines = () => [...document.querySelectorAll("[data-review-line]")].filter((link) => link.offsetParent !== null);

  const move = (step) => {
    const all = lines();
    const row = document.activeElement.closest("tr");
    const here = row ? all.findIndex((link) => row.contains(link)) : -1;
    all[here < 0 ? 0 : here + step]?.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.ctrlKey && event.key === "Enter") {
      document.querySelector("[data-accept]")?.click();
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.target.closest("input, textarea, select, [contenteditable], dialog, .menu-panel")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      return;
    }
    if (document.body.dataset.singleKeys !== "on") return;
    const goes = { j: "[data-next]", k: "[data-previous]", t: "[data-return]" }[event.key.toLowerCase()];
    if (goes) {
      document.querySelector(goes)?.click();
    } else if (/^[1-9]$/.test(event.key)) {
      document.activeElement.closest("tr")?.querySelectorAll(".level-buttons button")[Number(event.key) - 1]?.click();
    }
  });

  // What asks for the focus gets it, so that the hand goes on where it was: browsers do not where the address has a #.
  const focusAsked = () => document.querySelector("#review-page [autofocus]")?.focus();
  document.addEventListener("htmx:afterSettle", focusAsked);
  focusAsked();
})();
