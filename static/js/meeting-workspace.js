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

// The panes stay where they were; the focus goes on to what comes next.
let places = {};
let judged = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "workspace") return;
  places = {};
  for (const pane of document.querySelectorAll(".workspace > *")) places[pane.id] = pane.scrollTop;
  places.title = document.getElementById("item-title")?.textContent;
  places.page = window.scrollY;
  const line = document.activeElement?.closest(".judged-lines > li");
  judged = line && { id: line.id, next: line.nextElementSibling?.id };
});

document.addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig?.elt;
  const isSame = document.getElementById("item-title")?.textContent === places.title;
  for (const pane of document.querySelectorAll(".workspace > *")) {
    if (places[pane.id] && (isSame || pane.id !== "item")) pane.scrollTop = places[pane.id];
  }
  const lost = !document.activeElement || document.activeElement === document.body;
  const wanted = document.querySelector("#workspace [autofocus]");
  if (wanted) wanted.focus();
  else if (asked?.matches?.("form[data-judge]") && lost && judged) {
    const next = document.getElementById(judged.next) || document.querySelector(".judged-lines > li");
    next?.querySelector("input[type=radio]")?.focus();
  } else if (asked?.matches?.("form[data-entry]")) {
    const same = [...document.querySelectorAll("form[data-entry]")].find((form) => form.getAttribute("action") === asked.getAttribute("action"));
    const first = same?.querySelector(".is-invalid") || same?.querySelector("input[type=text]:not([role=combobox]), textarea");
    if (first && !same.contains(document.activeElement)) first.focus();
  } else if (lost && !isSame) document.getElementById("item")?.focus({ preventScroll: true });
});
