"use strict";
// The workspace: a judgement is sent when it is chosen; what is typed says so; an answer that is another page is opened.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-judge]");
  if (form && event.target.type === "radio") form.requestSubmit();
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-keeps]")) return;
  const state = document.querySelector("[data-save-state]");
  if (state) {
    state.dataset.state = "typing";
    state.textContent = "Đang ghi…";
  }
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb === "get") return;
  const state = document.querySelector("[data-save-state]");
  if (state) {
    state.dataset.state = "sending";
    state.textContent = "Đang lưu…";
  }
});

document.addEventListener("htmx:sendError", () => {
  const state = document.querySelector("[data-save-state]");
  if (state) {
    state.dataset.state = "waiting";
    state.textContent = "Chưa lưu được: đang mất mạng";
  }
});

// The meeting was closed elsewhere, the sign-in ran out, a page of its own was asked for: go there.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target.id === "workspace" && xhr.status === 200 && !xhr.responseText.includes('id="workspace"')) {
    event.detail.shouldSwap = false;
    window.location.assign(xhr.responseURL);
  }
});

// After a line is written down the next one begins in the same place, empty.
document.addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig?.elt;
  if (asked?.matches?.("form[data-entry]")) {
    const id = asked.id || asked.getAttribute("action");
    const same = [...document.querySelectorAll("form[data-entry]")].find((form) => form.getAttribute("action") === id);
    const wrong = same?.querySelector(".is-invalid");
    const first = wrong || same?.querySelector("input[type=text], input:not([type]), textarea");
    if (first && !document.activeElement?.closest("form[data-entry]")) first.focus();
  }
  document.querySelector("#workspace [autofocus]")?.focus();
});
