"use strict";
// <details class="menu">: one open at a time; Esc and a click elsewhere close it; the focus goes back.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.menu") && event.target.open) {
    for (const other of document.querySelectorAll("details.menu[open]")) {
      if (other !== event.target && !other.contains(event.target)) other.open = false;
    }
  }
}, true);

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target) || event.target.closest("[data-closes-menu]")) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") {
    const menus = document.querySelectorAll("details.menu[open]");
    const last = menus[menus.length - 1];
    if (last) {
      last.open = false;
      last.querySelector("summary").focus();
      event.preventDefault();
    }
    return;
  }
  const panel = event.target.closest?.("details.menu[open] .menu-panel");
  if (panel && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const choices = [...panel.querySelectorAll("a, button")];
    const place = choices.indexOf(document.activeElement);
    const next = choices[place + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) next.focus();
    event.preventDefault();
  } else if (event.key === "ArrowDown" && event.target.matches?.("details.menu > summary")) {
    event.target.parentElement.open = true;
    event.target.parentElement.querySelector(".menu-panel a, .menu-panel button")?.focus();
    event.preventDefault();
  }
});
