"use strict";
// A list of people becomes a search: any part of the name without accents; Enter takes the first found.
(() => {
  const SHOWN = 8;
  const MANY = 6;
  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

  function dress(select) {
    if (select.dataset.dressed || select.options.length <= MANY) return;
    select.dataset.dressed = "yes";
    const box = document.createElement("div");
    box.className = "with-button";
    const field = document.createElement("input");
    const list = document.createElement("ul");
    const id = select.id;
    select.id = `${id}-list`;
    field.id = id;
    field.type = "text";
    field.className = "form-control";
    field.autocomplete = "off";
    field.placeholder = [...select.options].find((option) => !option.value)?.textContent.trim() ?? "";
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", `${id}-options`);
    field.setAttribute("aria-autocomplete", "list");
    if (select.getAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
    if (select.classList.contains("is-invalid")) field.classList.add("is-invalid");
    list.id = `${id}-options`;
    list.className = "options";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    select.hidden = true;
    select.before(box);
    box.append(field, list, select);
    const people = [...select.options].filter((option) => option.value);
    let found = [];
    let at = 0;

    const shown = () => select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent.trim() : "";
    field.value = shown();

    function close() {
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function draw() {
      list.replaceChildren(...found.map((option, place) => {
        const line = document.createElement("li");
        line.id = `${id}-option-${place}`;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", String(place === at));
        line.textContent = option.textContent;
        line.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(option);
        });
        return line;
      }));
      list.hidden = !found.length;
      field.setAttribute("aria-expanded", String(Boolean(found.length)));
      if (found.length) field.setAttribute("aria-activedescendant", `${id}-option-${at}`);
    }

    function look() {
      const words = bare(field.value).split(/\s+/).filter(Boolean);
      found = people.filter((option) => words.every((word) => bare(option.textContent).includes(word))).slice(0, SHOWN);
      at = 0;
      draw();
    }

    function take(option) {
      select.value = option ? option.value : "";
      field.value = shown();
      close();
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    field.addEventListener("input", look);
    field.addEventListener("focus", () => field.select());
    field.addEventListener("blur", () => {
      if (!field.value.trim()) take(null);
      else if (bare(field.value) !== bare(shown()) && found.length) take(found[at]);
      else field.value = shown();
      close();
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
        if (list.hidden) look();
        else at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
        draw();
        event.preventDefault();
      } else if (event.key === "Enter" && !list.hidden && found.length) {
        take(found[at]);
        event.preventDefault();
      } else if (event.key === "Escape" && !list.hidden) {
        field.value = shown();
        close();
        event.stopPropagation();
      }
    });
  }

  const all = () => document.querySelectorAll("select[data-person]").forEach(dress);
  all();
  document.addEventListener("htmx:afterSwap", all);
})();
