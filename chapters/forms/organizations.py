"""The acts on an organization, as they are typed. Each form's fields are what its verb asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from chapters.models import Member, Organization
from common.forms import DateField, Foot, LineField, Pair, PlainForm, Segments

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chapters.querysets import OrganizationQuerySet

Kind = Organization.Kind
NOT_SET = ("", "Chưa chọn")
DECISION_HELP = "ví dụ 15-QĐ/ĐUK"
# A chapter's kind follows the body it moves to.
KIND_BELOW: dict[tuple[str, str], Kind] = {(Kind.CHAPTER, Kind.BLOC): Kind.BASE_CHAPTER}
KIND_BELOW |= {
    (Kind.BASE_CHAPTER, above): Kind.CHAPTER for above in (Kind.BASE_PARTY_BODY, Kind.SUB_PARTY_BODY)
}


class OrganizationField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An organization by its name and the body it belongs to."""

    def __init__(self, queryset: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(queryset.select_related("parent"), empty_label="Chưa chọn", **kwargs)

    def label_from_instance(self, obj: Organization) -> str:
        return f"{obj.name} · {obj.parent.name}" if obj.parent else obj.name


class OrganizationForm(PlainForm):
    """Facts of an organization, new or to be put right; the kind is chosen once, below its parent."""

    kind = forms.ChoiceField(label="Loại tổ chức", widget=Segments)
    name = LineField(
        label="Tên", max_length=200, help_text="Ghi đúng tên trong quyết định, ví dụ Chi bộ Văn phòng."
    )
    code = LineField(
        label="Mã số", max_length=30, required=False, help_text="Năm nhóm số, ví dụ 38.168.053.000.001"
    )
    chapter_type = forms.ChoiceField(
        label="Loại hình", choices=[NOT_SET, *Organization.ChapterType.choices], required=False
    )
    group_label = LineField(label="Khối công tác", max_length=120, required=False)
    founded_on = DateField(label="Ngày thành lập", required=False, not_future=True)
    fixed_day = forms.IntegerField(
        label="Ngày sinh hoạt cố định",
        required=False,
        min_value=1,
        max_value=31,
        help_text="Ngày trong tháng, ví dụ 3",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ghi một số từ 1 đến 31.",
            "min_value": "Ghi một số từ 1 đến 31.",
            "max_value": "Ghi một số từ 1 đến 31.",
        },
    )
    required_minutes = forms.IntegerField(
        label="Thời lượng cấp trên quy định riêng (phút)",
        required=False,
        min_value=15,
        max_value=480,
        help_text="Để trống nếu theo quy định chung: 90 phút.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ghi số phút, từ 15 đến 480.",
            "min_value": "Ghi số phút, từ 15 đến 480.",
            "max_value": "Ghi số phút, từ 15 đến 480.",
        },
    )
    place_name = LineField(
        label="Địa danh",
        max_length=60,
        required=False,
        help_text="Ghi trước ngày tháng trên văn bản, ví dụ An Lạc",
    )
    superior_name = LineField(
        label="Tên cấp trên (dòng đầu văn bản)",
        max_length=200,
        required=False,
        help_text="Chỉ cần khi tổ chức cấp trên không có trong hệ thống.",
    )

    def __init__(
        self,
        *args: Any,
        back: str,
        parent: Organization | None = None,
        organization: Organization | None = None,
        **kwargs: Any,
    ) -> None:
        if organization:
            kwargs["initial"] = {
                name: getattr(organization, name) for name in self.base_fields if name != "kind"
            }
        super().__init__(*args, **kwargs)
        self.organization = organization
        if organization:
            del self.fields["kind"]
        else:
            kinds = Organization.CHILD_KINDS[parent.kind] if parent else (Kind.BLOC,)
            self.fields["kind"].choices = [(kind, Kind(kind).label) for kind in kinds]  # type: ignore[attr-defined]
            self.fields["kind"].initial = kinds[0]
        self.lay(
            *([] if organization else ["kind"]),
            "name",
            Pair("chapter_type", "group_label"),
            Pair("founded_on", "code"),
            Pair("fixed_day", "required_minutes"),
            Pair("place_name", "superior_name"),
            foot=Foot("Lưu" if organization else "Thêm tổ chức", cancel=back),
        )

    def clean_code(self) -> str | None:
        """Blank is no code; two organizations never bear the same one."""
        code: str = self.cleaned_data["code"]
        others = Organization.objects.exclude(pk=self.organization.pk if self.organization else 0)
        if code and (owner := others.filter(code=code).first()):
            raise ValidationError(f"Mã số {code} đã dùng cho {owner.name}.")
        return code or None


class DatedForm(PlainForm):
    """The day an act takes effect and the paper that decided it."""

    on = DateField(label="Từ ngày", not_future=True)
    decision = LineField(label="Quyết định số", max_length=120, required=False, help_text=DECISION_HELP)


class RenameForm(DatedForm):
    name = LineField(label="Tên mới", max_length=200)

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = "Tên cũ vẫn giữ cho các kỳ trước."
        self.lay("name", Pair("on", "decision"), foot=Foot("Đổi tên", cancel=back, says=says))


class MoveForm(DatedForm):
    parent = forms.ModelChoiceField(label="Tổ chức cấp trên mới", queryset=Organization.objects.none())

    def __init__(
        self, *args: Any, back: str, organization: Organization, reach: OrganizationQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        above = [
            kind
            for kind, below in Organization.CHILD_KINDS.items()
            if organization.kind in below or (organization.kind, kind) in KIND_BELOW
        ]
        bodies = reach.active().filter(kind__in=above).exclude(pk=organization.parent_id)
        self.fields["parent"] = OrganizationField(
            bodies.order_by("path"),
            label="Tổ chức cấp trên mới",
            help_text="Chi bộ chuyển về thẳng dưới Đảng bộ Khối trở thành chi bộ cơ sở, và ngược lại.",
        )
        self.fields["parent"].error_messages["required"] = "Cần chọn tổ chức cấp trên mới."
        says = "Các kỳ trước ngày này vẫn tính theo tổ chức cũ."
        self.lay("parent", Pair("on", "decision"), foot=Foot("Chuyển trực thuộc", cancel=back, says=says))

    def clean(self) -> dict[str, Any]:
        if parent := self.cleaned_data.get("parent"):
            self.cleaned_data["kind"] = KIND_BELOW.get(
                (self.organization.kind, parent.kind), self.organization.kind
            )
        return self.cleaned_data


class MergeForm(DatedForm):
    other = forms.ModelChoiceField(label="Sáp nhập vào", queryset=Organization.objects.none())

    def __init__(
        self, *args: Any, back: str, organization: Organization, reach: OrganizationQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = reach.active().chapters().exclude(pk=organization.pk).order_by("path")
        self.fields["other"] = OrganizationField(others, label="Sáp nhập vào")
        self.fields["other"].error_messages["required"] = "Cần chọn chi bộ nhận sáp nhập."
        says = f"Đảng viên chuyển sang chi bộ mới; {organization.name} thôi hoạt động từ ngày này."
        self.lay("other", Pair("on", "decision"), foot=Foot("Sáp nhập", cancel=back, says=says))


class SplitForm(DatedForm):
    name = LineField(label="Tên chi bộ mới", max_length=200)
    members = forms.ModelMultipleChoiceField(
        label="Đảng viên chuyển sang chi bộ mới",
        queryset=Member.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cần chọn ít nhất một đảng viên."},
    )

    def __init__(self, *args: Any, back: str, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members: forms.ModelMultipleChoiceField[Member] = self.fields["members"]  # type: ignore[assignment]
        members.queryset = organization.members.by_given_name()
        members.error_messages["required"] = "Cần chọn ít nhất một đảng viên."
        self.lay("name", Pair("on", "decision"), "members", foot=Foot("Chia tách", cancel=back))


class DissolveForm(DatedForm):
    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = "Các kỳ trước ngày này vẫn còn trong báo cáo."
        self.lay(Pair("on", "decision"), foot=Foot("Giải thể", cancel=back, says=says))


class TermForm(PlainForm):
    label = LineField(label="Nhiệm kỳ", max_length=40, help_text="Ghi như trên văn bản, ví dụ 2025 - 2030")
    starts_on = DateField(label="Từ ngày")
    ends_on = DateField(label="Đến ngày", required=False)

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay("label", Pair("starts_on", "ends_on"), foot=Foot("Ghi nhiệm kỳ", cancel=back))
