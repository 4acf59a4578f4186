"use strict";
// "/" goes to the search, "?" shows the list, Ctrl+S says that everything is kept.
(() => {
  const list = document.getElementById("shortcuts");
  document.querySelector("[data-shortcuts-open]")?.addEventListener("click", () => list?.showModal());

  document.querySelector("[data-search-open]")?.addEventListener("click", (event) => {
    const search = document.querySelector("main [data-search]");
    if (search) { event.preventDefault(); search.focus(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.ctrlKey && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
      const state = document.querySelector("[data-save-state]");
      const place = document.getElementById("announce");
      if (state && place) {
        place.textContent = "Mọi thay đổi đã được giữ";
        event.preventDefault();
      } else {
        // Only a form that is being filled in; a form that is one button is an act, and keys must not press it.
        const form = event.target.closest("form.form-card[method=post]");
        event.preventDefault();
        if (form) form.requestSubmit();
      }
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || document.body.dataset.singleKeys !== "on") return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (search) { search.focus(); search.select(); event.preventDefault(); }
    } else if (event.key === "?") {
      list?.showModal();
      event.preventDefault();
    }
  });
})();
