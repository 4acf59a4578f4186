"use strict";
// A form is sent once: the second press is ignored, the button says so and keeps its width.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.matches("[hx-post], [data-hx-post]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (button && button.tagName === "BUTTON") {
    button.style.minWidth = `${button.offsetWidth}px`; // set by script: allowed by the policy
    // The name and value of the button must still travel, so it is not disabled, only marked.
    setTimeout(() => {
      button.dataset.busy = "yes";
      button.dataset.words = button.innerHTML;
      button.textContent = button.dataset.busyWords || "Đang lưu…";
    });
  }
});

// Back from the history: the page is as it was before.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[data-busy]")) {
    button.innerHTML = button.dataset.words;
    delete button.dataset.busy;
  }
});

// The summary of faults takes the focus, so that it is read first.
document.querySelector("[data-focus]")?.focus();

// Passwords can be looked at.
for (const box of document.querySelectorAll("[data-password]")) {
  const field = box.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "in-field";
  button.textContent = "Hiện";
  button.setAttribute("aria-label", "Hiện mật khẩu");
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? "Hiện" : "Ẩn";
    button.setAttribute("aria-label", shown ? "Hiện mật khẩu" : "Ẩn mật khẩu");
  });
  box.append(button);
}
