"use strict";
// Dates: what was typed is shown as dd/mm/yyyy on leaving; a small calendar, Monday first.
(() => {
  const two = (figure) => String(figure).padStart(2, "0");
  const written = (day) => `${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;

  function read(text) {
    const typed = text.trim().toLowerCase();
    if (typed === "hôm nay") return new Date();
    const parts = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(typed) || /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
    if (!parts) return null;
    const [day, month, year] = parts.slice(1).map(Number);
    const found = new Date(year, month - 1, day);
    return found.getMonth() === month - 1 && found.getDate() === day ? found : null;
  }

  function calendar(field, button) {
    const box = document.createElement("div");
    box.className = "calendar";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", "Chọn ngày");
    const chosen = read(field.value);
    let shown = chosen || new Date();
    let focused = shown;

    function draw(moveFocus) {
      const first = new Date(shown.getFullYear(), shown.getMonth(), 1);
      const lead = (first.getDay() + 6) % 7;
      const days = new Date(shown.getFullYear(), shown.getMonth() + 1, 0).getDate();
      const head = document.createElement("div");
      head.className = "calendar-head";
      const before = step("‹", "Tháng trước", -1);
      const after = step("›", "Tháng sau", 1);
      const title = document.createElement("span");
      title.setAttribute("aria-live", "polite");
      title.textContent = `Tháng ${shown.getMonth() + 1}/${shown.getFullYear()}`;
      head.append(before, title, after);
      const table = document.createElement("table");
      const names = table.createTHead().insertRow();
      for (const name of ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]) {
        const cell = document.createElement("th");
        cell.scope = "col";
        cell.textContent = name;
        names.append(cell);
      }
      const body = table.createTBody();
      let row = body.insertRow();
      for (let blank = 0; blank < lead; blank += 1) row.insertCell();
      for (let number = 1; number <= days; number += 1) {
        if (row.cells.length === 7) row = body.insertRow();
        const day = new Date(shown.getFullYear(), shown.getMonth(), number);
        const pick = document.createElement("button");
        pick.type = "button";
        pick.textContent = number;
        pick.setAttribute("aria-label", written(day));
        pick.tabIndex = written(day) === written(focused) ? 0 : -1;
        if (written(day) === written(new Date())) pick.setAttribute("aria-current", "date");
        if (chosen && written(day) === written(chosen)) pick.setAttribute("aria-pressed", "true");
        pick.addEventListener("click", () => { field.value = written(day); field.dispatchEvent(new Event("change", { bubbles: true })); close(); });
        row.insertCell().append(pick);
      }
      box.replaceChildren(head, table);
      if (moveFocus) box.querySelector('td button[tabindex="0"]')?.focus();
    }

    function step(sign, label, months) {
      const move = document.createElement("button");
      move.type = "button";
      move.textContent = sign;
      move.setAttribute("aria-label", label);
      move.addEventListener("click", () => {
        shown = new Date(shown.getFullYear(), shown.getMonth() + months, 1);
        focused = shown;
        draw(false);
        box.querySelector(`.calendar-head button[aria-label="${label}"]`).focus();
      });
      return move;
    }

    function close() {
      box.remove();
      button.setAttribute("aria-expanded", "false");
      document.removeEventListener("click", outside, true);
      field.focus();
    }

    function outside(event) {
      if (!box.contains(event.target) && event.target !== button && !button.contains(event.target)) close();
    }

    box.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
      if (event.key === "Escape") { close(); event.stopPropagation(); event.preventDefault(); }
      if (by && event.target.matches("td button")) {
        focused = new Date(focused.getFullYear(), focused.getMonth(), focused.getDate() + by);
        shown = focused;
        draw(true);
        event.preventDefault();
      }
    });
    document.addEventListener("click", outside, true);
    button.setAttribute("aria-expanded", "true");
    draw(false);
    return { box, close, focus: () => draw(true) };
  }

  function dress(place) {
    const field = place.querySelector("input");
    if (!field || place.querySelector(".calendar-button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "calendar-button";
    button.innerHTML = '<i class="bi bi-calendar3" aria-hidden="true"></i>';
    button.setAttribute("aria-label", "Mở lịch");
    button.setAttribute("aria-expanded", "false");
    let open = null;
    button.addEventListener("click", () => {
      if (open && open.box.isConnected) { open.close(); return; }
      open = calendar(field, button);
      place.append(open.box);
      open.focus();
    });
    field.addEventListener("blur", () => {
      const day = read(field.value);
      if (day) field.value = written(day);
    });
    place.append(button);
  }

  const all = (root) => root.querySelectorAll("[data-date-field]").forEach(dress);
  all(document);
  document.addEventListener("htmx:afterSwap", (event) => all(event.detail.target.parentElement || document));
})();
