"use strict";
// Keys of the workspace (F6, Alt and Ctrl always; single keys only in the roll and outside fields).
(() => {
  const PANES = ["agenda", "item", "roll"];

  function press(selector) {
    const found = document.querySelector(`#workspace ${selector}`);
    if (found) found.click();
    return Boolean(found);
  }

  function nextPane(back) {
    const here = PANES.findIndex((id) => document.getElementById(id)?.contains(document.activeElement));
    const step = back ? -1 : 1;
    const pane = document.getElementById(PANES[(here + step + PANES.length) % PANES.length]);
    const first = pane.id === "item" ? pane.querySelector("[data-entry] input[type=text], textarea") : pane.querySelector("a[aria-current], summary, a");
    (first || pane).focus();
  }

  const isField = (target) => target.matches("input:not([type=radio]), textarea, select");

  function inRoll(event) {
    const row = event.target.closest(".roll-list > li");
    if (!row || document.body.dataset.singleKeys !== "on" || isField(event.target)) return false;
    const rows = [...document.querySelectorAll(".roll-list > li")];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      next?.querySelector("summary").focus();
      return true;
    }
    if (/^[0-4]$/.test(event.key)) {
      const details = row.querySelector("details");
      const reason = row.querySelector("[name=why]");
      details.open = true;
      if (event.key === "1" && !reason.value) reason.focus();
      else row.querySelector(`[data-digit="${event.key}"]`).click();
      return true;
    }
    if (/^\p{L}$/u.test(event.key)) {
      const letter = event.key.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/i, "d").toLowerCase();
      const given = (each) => each.dataset.name.split(" ").pop();
      const after = [...rows.slice(rows.indexOf(row) + 1), ...rows.slice(0, rows.indexOf(row) + 1)];
      after.find((each) => given(each).startsWith(letter))?.querySelector("summary").focus();
      return true;
    }
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !document.getElementById("workspace")) return;
    let done = false;
    if (event.key === "F6") {
      nextPane(event.shiftKey);
      done = true;
    } else if (event.altKey && event.key === "ArrowUp") done = press("[data-key=previous]");
    else if (event.altKey && event.key === "ArrowDown") done = press("[data-key=next]");
    else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") done = press("[data-key=conclude]");
    else if (!event.ctrlKey && !event.altKey && !event.metaKey) done = inRoll(event);
    // Enter in the reason is "vắng có lý do": the reason is why it was opened.
    if (!done && event.key === "Enter" && event.target.matches(".roll-place [name=why]")) {
      event.target.form.querySelector("[data-digit='1']").click();
      done = true;
    }
    if (!done && event.key === "Enter" && event.target.matches(".roll-place [name=at]")) {
      event.target.form.querySelector("[data-digit='4']").click();
      done = true;
    }
    if (done) event.preventDefault();
  });
})();
