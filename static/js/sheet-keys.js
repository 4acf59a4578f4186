"use strict";
// The score sheet by keyboard: ↑ ↓ move between lines, 1…5 choose the n-th level, Esc closes. Enter is the link's own.
(() => {
  const fields = () => [...document.querySelectorAll("[data-sheet] a[data-line]")].filter((field) => field.offsetParent !== null);

  const fieldOf = (element) => {
    const row = element.closest("tr");
    return row?.querySelector("a[data-line]") || row?.previousElementSibling?.querySelector("a[data-line]") || null;
  };

  const move = (from, step) => {
    const all = fields();
    const next = from ? all[all.indexOf(from) + step] : all[0];
    next?.focus();
    next?.closest("tr").scrollIntoView({ block: "nearest" });
  };

  const choose = (field, place) => {
    const points = field.dataset.levels.split(" ")[place - 1];
    if (points === undefined) return;
    const filter = new URLSearchParams(location.search).get("filter") || "";
    window.htmx.ajax("POST", field.dataset.save, {
      target: "#sheet-page", select: "#sheet-page", swap: "outerHTML", values: { points, filter },
    });
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const editor = event.target.closest("[data-line-editor]");
    if (editor && event.key === "Escape") {
      editor.querySelector("[data-close]").click();
      event.preventDefault();
      return;
    }
    if (editor && /^[1-9]$/.test(event.key) && event.target.type === "radio") {
      const radio = editor.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
      if (radio) { radio.checked = true; radio.focus(); event.preventDefault(); }
      return;
    }
    if (event.target.closest("input, textarea, select, [contenteditable], dialog, .menu-panel")) return;
    const field = event.target.closest("a[data-line]") || (event.target.closest("[data-sheet]") && fieldOf(event.target));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!fields().length) return;
      move(field, event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (/^[1-9]$/.test(event.key) && field && document.body.dataset.singleKeys === "on") {
      choose(field, Number(event.key));
      event.preventDefault();
    }
  });

  // What asks for the focus gets it, so that the hand goes on where it was: browsers do not where the address has a #.
  const focusAsked = () => document.querySelector("#sheet-page [autofocus]")?.focus();
  document.addEventListener("htmx:afterSettle", focusAsked);
  focusAsked();
})();
