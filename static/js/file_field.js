"use strict";
// The name of the chosen file beside the button.
document.addEventListener("change", (event) => {
  const place = event.target.closest("[data-file-field]");
  if (!place || event.target.type !== "file") return;
  const files = [...event.target.files];
  place.querySelector(".file-name").textContent = files.length ? files.map((file) => file.name).join(", ") : "Chưa chọn tệp nào";
});
