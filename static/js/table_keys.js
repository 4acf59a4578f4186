"use strict";
// Rows of a table by keyboard: ↑ ↓ or J K, Enter opens, Space selects. Outside fields only.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], .menu-panel, .calendar, dialog")) return;
  const single = document.body.dataset.singleKeys === "on";
  const here = event.target.closest("table[data-row-keys]");
  const down = event.key === "ArrowDown" || (single && event.key.toLowerCase() === "j");
  const up = event.key === "ArrowUp" || (single && event.key.toLowerCase() === "k");
  if (!down && !up) {
    if (event.key === " " && here) {
      const box = event.target.closest("tr")?.querySelector("input[type=checkbox]");
      if (box && box !== event.target) { box.click(); event.preventDefault(); }
    }
    return;
  }
  const table = here || (event.key.length === 1 ? document.querySelector("table[data-row-keys]") : null);
  if (!table) return;
  const links = [...table.querySelectorAll("tbody tr")].filter((row) => row.offsetParent !== null).map((row) => row.querySelector("a, button, input, summary")).filter(Boolean);
  const row = event.target.closest("tr");
  const place = row ? links.findIndex((link) => row.contains(link)) : -1;
  const next = place < 0 ? links[0] : links[place + (down ? 1 : -1)];
  if (next) { next.focus(); event.preventDefault(); }
});
