"""Signing in and keeping one's own account."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from accounts.models import User
from common.forms import Foot, Plain, PlainModelForm


class Bare(Plain):
    """allauth's forms without words inside the fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Bare, LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": "",
        }
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Giữ đăng nhập trên máy này"
        self.fields["remember"].help_text = "Không chọn nếu nhiều người dùng chung máy"


class SignInAgainForm(Bare, ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay("password", foot=Foot("Tiếp"))


class NewPasswordForm(Bare, ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = "Ít nhất 10 ký tự, không toàn chữ số, khác tên đăng nhập."
        self.lay("oldpassword", "password1", "password2", foot=Foot("Đổi mật khẩu", cancel="/account/"))


class CodeForm(Bare, AuthenticateForm):
    """The code from the telephone, or one of the spare codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã xác thực"
        self.fields["code"].help_text = "Sáu chữ số trong ứng dụng xác thực, hoặc một mã dự phòng."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        self.fields["code"].error_messages["required"] = "Cần ghi mã xác thực."


class CodeOnceMoreForm(Bare, CodeAgainForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã xác thực"
        self.lay("code", foot=Foot("Tiếp"))


class FirstCodeForm(Bare, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Sáu chữ số đang hiện trong ứng dụng."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        self.lay("code", foot=Foot("Bật xác thực hai lớp", cancel="/two-factor/"))


class KeysForm(PlainModelForm):
    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["single_keys"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["single_keys"].label = "Dùng phím tắt một phím (/, ?, J, K)"
        self.fields["single_keys"].help_text = "Tắt nếu hay bấm nhầm hoặc dùng phần mềm đọc màn hình."
        self.lay("single_keys", foot=Foot("Lưu"))
