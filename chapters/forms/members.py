"""The acts on a member, as they are typed. Each form's fields are what its verb asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from chapters.forms.organizations import DECISION_HELP, NOT_SET, OrganizationField
from chapters.models import Member, Membership, Organization, PostHolding
from common.forms import DateField, Foot, LineField, Pair, PlainForm, Segments
from common.text import proper_name

if TYPE_CHECKING:
    from django.db.models import QuerySet

CARD_DIGITS = 8
NOTHING_BUT_DIGITS = re.compile(r"\D")
REASONS = [
    (Membership.Reason.LISTED, "Đã có trong danh sách"),
    (Membership.Reason.ADMITTED, "Mới kết nạp"),
    (Membership.Reason.TRANSFERRED, "Chuyển đến từ nơi khác"),
]
ENDINGS = [
    (Membership.Ending.TRANSFERRED, "Chuyển sinh hoạt ra ngoài hệ thống"),
    (Membership.Ending.DIED, "Từ trần"),
    (Membership.Ending.LEFT, "Xin ra khỏi Đảng"),
    (Membership.Ending.STRUCK_OFF, "Xóa tên"),
    (Membership.Ending.EXPELLED, "Khai trừ"),
]


class MemberFields(PlainForm):
    """What is known of a member; the same in a new entry and when put right."""

    full_name = LineField(label="Họ và tên khai sinh", max_length=120)
    sex = forms.ChoiceField(label="Giới tính", choices=Member.Sex.choices, widget=Segments, required=False)
    birth_date = DateField(label="Ngày sinh", required=False, not_future=True)
    birth_year = forms.IntegerField(
        label="Năm sinh",
        required=False,
        min_value=1900,
        max_value=2100,
        help_text="Chỉ ghi khi không rõ ngày, tháng.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ghi năm bằng bốn chữ số.",
            "min_value": "Ghi năm bằng bốn chữ số.",
            "max_value": "Ghi năm bằng bốn chữ số.",
        },
    )
    card_number = LineField(
        label="Số thẻ đảng viên", required=False, help_text="8 chữ số, ví dụ 38.045671; để trống nếu chưa cấp"
    )
    admitted_on = DateField(label="Ngày vào Đảng (kết nạp)", required=False, not_future=True)
    official_on = DateField(
        label="Ngày chính thức",
        required=False,
        not_future=True,
        help_text="ngày/tháng/năm; để trống nếu còn là đảng viên dự bị",
    )
    job_title = LineField(label="Chức vụ, đơn vị công tác", max_length=200, required=False)
    note = LineField(
        label="Ghi chú", max_length=300, required=False, help_text="Không ghi nội dung kỷ luật hay lý lịch."
    )

    member: Member | None = None
    FACTS = (
        "full_name",
        Pair("sex", "card_number"),
        Pair("birth_date", "birth_year"),
        Pair("admitted_on", "official_on"),
        "job_title",
        "note",
    )

    def clean_full_name(self) -> str:
        """A name typed all in capitals, or all in small letters, is written as names are."""
        name: str = self.cleaned_data["full_name"]
        if len(name.split()) < 2:  # noqa: PLR2004 (a family name and a given name)
            raise ValidationError("Ghi đủ họ và tên.")
        return proper_name(name) if name.isupper() or name.islower() else name

    def clean_card_number(self) -> str:
        """Eight digits, however they are set apart; one card, one member."""
        digits = NOTHING_BUT_DIGITS.sub("", self.cleaned_data["card_number"])
        if digits and len(digits) != CARD_DIGITS:
            raise ValidationError(f"Số thẻ có {CARD_DIGITS} chữ số, ở đây có {len(digits)}.")
        others = Member.objects.exclude(pk=self.member.pk if self.member else 0)
        if digits and others.filter(card_number=digits).exists():
            raise ValidationError("Số thẻ này đã ghi cho một đảng viên khác.")
        return digits

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        born, admitted, official = (typed.get(name) for name in ("birth_date", "admitted_on", "official_on"))
        if admitted and official and official < admitted:
            self.add_error("official_on", "Ngày chính thức trước ngày vào Đảng.")
        if born and admitted and admitted <= born:
            self.add_error("admitted_on", "Ngày vào Đảng trước ngày sinh.")
        if born:
            typed["birth_year"] = born.year
        return typed


class MemberForm(MemberFields):
    """Put right what is known of a member."""

    def __init__(self, *args: Any, back: str, member: Member, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(member, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.member = member
        self.lay(*self.FACTS, foot=Foot("Lưu", cancel=back))


class AdmissionForm(MemberFields):
    """Enter a member on the roll of a chapter."""

    organization = forms.ModelChoiceField(label="Chi bộ", queryset=Organization.objects.none())
    reason = forms.ChoiceField(
        label="Vì sao vào danh sách", choices=REASONS, widget=Segments, initial="listed"
    )
    on = DateField(label="Vào danh sách chi bộ từ ngày", not_future=True)
    decision = LineField(label="Quyết định số", max_length=120, required=False, help_text=DECISION_HELP)

    def __init__(self, *args: Any, back: str, chapters: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"] = OrganizationField(chapters, label="Chi bộ")
        self.fields["organization"].error_messages["required"] = "Cần chọn chi bộ."
        foot = Foot("Thêm đảng viên", cancel=back)
        self.lay("organization", *self.FACTS, "reason", Pair("on", "decision"), foot=foot)

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("reason") == Membership.Reason.ADMITTED and typed.get("official_on"):
            self.add_error("official_on", "Mới kết nạp là đảng viên dự bị, chưa có ngày chính thức.")
        return typed


class DayForm(PlainForm):
    """One day, for acts that need no more."""

    on = DateField(label="Từ ngày")

    def __init__(self, *args: Any, back: str, act: str, says: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay("on", foot=Foot(act, cancel=back, says=says))


class DecisionForm(PlainForm):
    """A day and the paper that decided it."""

    on = DateField(label="Từ ngày")
    decision = LineField(
        label="Nghị quyết, quyết định số", max_length=120, required=False, help_text="ví dụ 03-NQ/CB"
    )

    def __init__(self, *args: Any, back: str, act: str, says: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay(Pair("on", "decision"), foot=Foot(act, cancel=back, says=says))


class ExemptionForm(PlainForm):
    on = DateField(label="Từ ngày")
    decision = LineField(label="Nghị quyết số", max_length=120, required=False, help_text="ví dụ 03-NQ/CB")
    note = LineField(label="Lý do", max_length=300, help_text="ví dụ tuổi cao, tự nguyện đề nghị")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = "Từ ngày này đồng chí không tính vào số phải dự."
        self.lay(Pair("on", "decision"), "note", foot=Foot("Ghi miễn sinh hoạt", cancel=back, says=says))


class TransferForm(PlainForm):
    organization = forms.ModelChoiceField(label="Chi bộ nơi đến", queryset=Organization.objects.none())
    on = DateField(label="Sinh hoạt ở nơi đến từ ngày", not_future=True)
    decision = LineField(
        label="Giấy giới thiệu số", max_length=120, required=False, help_text="ví dụ 05-GT/ĐU"
    )

    def __init__(self, *args: Any, back: str, chapters: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"] = OrganizationField(chapters, label="Chi bộ nơi đến")
        self.fields["organization"].error_messages["required"] = "Cần chọn chi bộ nơi đến."
        says = "Chức vụ ở chi bộ cũ thôi giữ từ ngày này."
        foot = Foot("Chuyển sinh hoạt", cancel=back, says=says)
        self.lay("organization", Pair("on", "decision"), foot=foot)


class TemporaryTransferForm(PlainForm):
    to = forms.ModelChoiceField(label="Chi bộ nơi đến", queryset=Organization.objects.none(), required=False)
    note = LineField(
        label="Nơi đến ngoài hệ thống",
        max_length=300,
        required=False,
        help_text="ví dụ Chi bộ lớp cao cấp lý luận",
    )
    on = DateField(label="Từ ngày", not_future=True)
    decision = LineField(
        label="Giấy giới thiệu số", max_length=120, required=False, help_text="ví dụ 05-GT/ĐU"
    )

    def __init__(self, *args: Any, back: str, chapters: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = OrganizationField(chapters, label="Chi bộ nơi đến", required=False)
        says = "Đồng chí vẫn là đảng viên của chi bộ này, không tính vào số phải dự ở đây."
        foot = Foot("Ghi sinh hoạt tạm thời", cancel=back, says=says)
        self.lay("to", "note", Pair("on", "decision"), foot=foot)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "to" in typed and not typed["to"] and not typed.get("note"):
            self.add_error("to", "Cần chọn chi bộ nơi đến, hoặc ghi nơi đến ngoài hệ thống.")
        return typed


class RecognitionForm(PlainForm):
    on = DateField(label="Chính thức từ ngày", not_future=True)
    decision = LineField(label="Quyết định số", max_length=120, required=False, help_text=DECISION_HELP)

    def __init__(self, *args: Any, back: str, member: Member, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": member.probation_ends_on}
        super().__init__(*args, **kwargs)
        says = "Tính từ ngày hết 12 tháng dự bị, dù quyết định sau."
        self.lay(Pair("on", "decision"), foot=Foot("Công nhận chính thức", cancel=back, says=says))


class DepartureForm(PlainForm):
    ending = forms.ChoiceField(label="Lý do", choices=[NOT_SET, *ENDINGS])
    on = DateField(label="Không còn trong danh sách từ ngày", not_future=True)
    decision = LineField(label="Quyết định số", max_length=120, required=False, help_text=DECISION_HELP)

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = "Các kỳ trước ngày này vẫn giữ nguyên."
        foot = Foot("Đưa ra khỏi danh sách", cancel=back, says=says)
        self.lay("ending", Pair("on", "decision"), foot=foot)


class PostForm(PlainForm):
    """A post of the member's own chapter or of a body above it."""

    post = forms.ChoiceField(label="Chức vụ")
    on = DateField(label="Từ ngày")
    decision = LineField(label="Quyết định số", max_length=120, required=False, help_text=DECISION_HELP)
    end_predecessor = forms.BooleanField(
        label="Kết thúc chức vụ của người tiền nhiệm", required=False, help_text="Chỉ dùng khi thay bí thư."
    )

    def __init__(self, *args: Any, back: str, organizations: list[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organizations = {str(organization.pk): organization for organization in organizations}
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            NOT_SET,
            *(
                (organization.name, [(f"{organization.pk}:{post}", post.label) for post in posts])
                for organization in organizations
                if (posts := PostHolding.posts_of(organization))
            ),
        ]
        self.lay("post", Pair("on", "decision"), "end_predecessor", foot=Foot("Ghi chức vụ", cancel=back))

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if chosen := typed.get("post"):
            where, _, typed["post"] = chosen.partition(":")
            typed["organization"] = self.organizations[where]
        return typed
