"""Accounts, roles, and sifting the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.words import VERBS
from chapters.models import Organization
from chapters.roles import Role
from common.forms import DateField, Foot, LineField, Pair, PlainForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import EntryQuerySet

HOW_TO_CHOOSE = (
    "Ít nhất 10 ký tự, không toàn chữ số. Báo riêng cho đồng chí dùng tài khoản; nhắc đổi khi vào lần đầu."
)


def _password_field() -> LineField:
    return LineField(
        label="Mật khẩu",
        help_text=HOW_TO_CHOOSE,
        strip=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "new-password", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class AccountForm(PlainForm):
    full_name = LineField(label="Họ và tên", max_length=120, help_text="Ghi đúng thứ tự họ, đệm, tên.")
    username = LineField(
        label="Tên đăng nhập",
        max_length=150,
        help_text="Chữ không dấu, số, dấu chấm, gạch dưới; ví dụ tran.hoa.binh",
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    password = _password_field()

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay(
            "full_name",
            "username",
            "password",
            foot=Foot("Lập tài khoản", cancel=back, says="Tiếp theo: giao vai."),
        )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"].lower()
        User.username_validator(username)
        if not username.isascii():
            raise ValidationError("Tên đăng nhập chỉ dùng chữ không dấu.")
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(f"Đã có tài khoản {username}. Chọn tên khác.")
        return username

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if password := typed.get("password"):
            _check_password(
                self, password, User(username=typed.get("username", ""), full_name=typed.get("full_name", ""))
            )
        return typed


def _check_password(form: forms.Form, password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        form.add_error("password", error)


class PasswordForm(PlainForm):
    password = _password_field()

    def __init__(self, *args: Any, user: User, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].label = "Mật khẩu mới"
        self.fields["password"].error_messages["required"] = "Cần ghi mật khẩu mới."
        self.lay("password", foot=Foot("Đặt mật khẩu", cancel=back))

    def clean(self) -> dict[str, Any]:
        if password := self.cleaned_data.get("password"):
            _check_password(self, password, self.user)
        return self.cleaned_data


class OrganizationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An organization with the body above it: many chapters are called alike."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.parent.name}" if obj.parent else obj.name


class RoleForm(PlainForm):
    role = forms.ChoiceField(label="Vai", choices=Role, widget=forms.RadioSelect)
    organization = OrganizationChoice(
        label="Tại tổ chức", queryset=Organization.objects.none(), widget=forms.RadioSelect
    )
    starts_on = DateField(label="Từ ngày")
    ends_on = DateField(label="Đến ngày", required=False, help_text="Để trống nếu chưa định ngày kết thúc")

    def __init__(self, *args: Any, organizations: QuerySet[Organization], back: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        choice = self.fields["organization"]
        choice.queryset = organizations.select_related("parent")  # type: ignore[attr-defined]
        choice.empty_label = None  # type: ignore[attr-defined]
        choice.error_messages["required"] = "Cần chọn tổ chức: tìm theo tên rồi chọn một."
        choice.error_messages["invalid_choice"] = "Tổ chức này ngoài phạm vi của đồng chí, hãy chọn lại."
        self.fields["role"].error_messages["required"] = "Cần chọn vai."
        self.lay("organization", "role", Pair("starts_on", "ends_on"), foot=Foot("Giao vai", cancel=back))

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return typed


class AuditFilter(PlainForm):
    q = LineField(label="Người hoặc đối tượng", required=False)
    verb = forms.ChoiceField(label="Việc", required=False)
    since = DateField(label="Từ ngày", required=False, help_text="")
    until = DateField(label="Đến ngày", required=False, help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sorted(VERBS.items(), key=lambda pair: pair[1])
        self.fields["verb"].choices = [("", "Mọi việc"), *words]  # type: ignore[attr-defined]

    def narrow(self, entries: EntryQuerySet) -> EntryQuerySet:
        asked = self.cleaned_data
        if asked["q"]:
            entries = entries.filter(Q(by_name__icontains=asked["q"]) | Q(thing_label__icontains=asked["q"]))
        if asked["verb"]:
            entries = entries.filter(verb=asked["verb"])
        if asked["since"]:
            entries = entries.filter(at__date__gte=asked["since"])
        if asked["until"]:
            entries = entries.filter(at__date__lte=asked["until"])
        return entries
