"use strict";
// htmx under our rules: the form's own token, errors as words, one place that speaks.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token && event.detail.verb !== "get") {
    event.detail.headers["X-CSRFToken"] = token.value;
  }
});

function tell(words, isError) {
  const box = document.getElementById("notices");
  if (!box) return;
  const line = document.createElement("div");
  line.className = isError ? "notice notice-error" : "notice";
  line.setAttribute("role", isError ? "alert" : "status");
  line.textContent = words;
  box.hidden = false;
  box.replaceChildren(line);
}

document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 403) tell("Đồng chí xem được nhưng không sửa được mục này.", true);
  else if (status === 404) tell("Không thấy mục này. Có thể đã được xóa hoặc chuyển đi.", true);
  else tell("Hệ thống vừa gặp lỗi, chưa lưu thay đổi cuối. Nội dung vẫn còn trên trang này. Thử lại.", true);
});
document.addEventListener("htmx:sendError", () => tell("Chưa gửi được: đang mất mạng. Nội dung vẫn còn trên trang này.", true));

// A swapped piece keeps the focus and may say one sentence: data-announce on the piece.
document.addEventListener("htmx:afterSwap", (event) => {
  const said = event.detail.target.querySelector("[data-announce]");
  const place = document.getElementById("announce");
  if (said && place) place.textContent = said.dataset.announce;
});
