"""Parts of a meeting: each form knows how its part is added and changed, by the verbs of the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms

from common.forms import DateField, Foot, LineField, Pair, PlainForm, Segments, TextField, TimeField
from meetings.forms.people import PersonField, SpeakerField, offer_members
from meetings.models import (
    AgendaItem,
    Attendance,
    Contribution,
    Decision,
    Delegate,
    ItemKind,
    Limitation,
    MeetingDocument,
    MemberRemark,
    Petition,
    Step,
    Task,
)

if TYPE_CHECKING:
    from django.db.models import Model

    from accounts.models import User
    from meetings.models import Meeting


class PartForm(PlainForm):
    """`part` is the row to change, or None to add one."""

    model: ClassVar[type[Model]]
    adding: ClassVar[str]
    changing: ClassVar[str]
    added: ClassVar[str] = "Đã ghi."
    can_change: ClassVar[bool] = True

    def __init__(
        self, *args: Any, meeting: Meeting, part: Any = None, cancel: str = "", **kwargs: Any
    ) -> None:
        self.meeting, self.part = meeting, part
        self.item: AgendaItem | None = None  # the one in hand when a part is added
        if part is not None:
            kwargs.setdefault("initial", {name: getattr(part, name, None) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        offer_members(self.fields, meeting)
        self.lay(*self.frame(), foot=Foot("Lưu" if part else "Ghi", cancel=cancel))

    def frame(self) -> list[Any]:
        return list(self.fields)

    def save(self, *, by: User, item: AgendaItem | None, reason: str) -> None:
        self.item = item
        if self.part is None:
            self.add(by=by, reason=reason)
        else:
            self.change(by=by, reason=reason)

    def add(self, *, by: User, reason: str) -> None:
        raise NotImplementedError

    def change(self, *, by: User, reason: str) -> None:
        self.part.edit(by=by, reason=reason, **self.cleaned_data)


class ContributionForm(PartForm):
    model, adding, changing = Contribution, "Thêm ý kiến", "Sửa ý kiến"

    speaker = SpeakerField(label="Người phát biểu")
    kind = forms.ChoiceField(label="Loại ý kiến", choices=Contribution.Kind)
    text = TextField(label="Ý kiến")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        part = kwargs.get("part")
        if part is not None:
            speaker = f"m{part.member_id}" if part.member_id else f"d{part.delegate_id}"
            kwargs["initial"] = {"speaker": speaker, "kind": part.kind, "text": part.text}
        super().__init__(*args, **kwargs)
        self._speaker.offer(self.meeting)
        if part is None:  # one line: Enter writes it down
            self.fields["text"].widget = forms.TextInput(
                attrs={"class": "form-control", "autocomplete": "off", "placeholder": "Ý kiến…"}
            )
            for name in ("speaker", "kind"):
                self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def _speaker(self) -> SpeakerField:
        return cast("SpeakerField", self.fields["speaker"])

    def frame(self) -> list[Any]:
        return [Pair("speaker", "kind"), "text"]

    def _values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {"text": typed["text"], "kind": typed["kind"], **self._speaker.people(typed["speaker"])}

    def add(self, *, by: User, reason: str) -> None:
        Contribution.record(self.meeting, by=by, item=self.item, reason=reason, **self._values())

    def change(self, *, by: User, reason: str) -> None:
        self.part.edit(by=by, reason=reason, **self._values())


class DecisionForm(PartForm):
    model, adding, changing = Decision, "Đưa ra biểu quyết", "Sửa biểu quyết"

    kind = forms.ChoiceField(label="Loại", choices=Decision.Kind)
    text = LineField(label="Nội dung biểu quyết", max_length=400)
    yes = forms.IntegerField(label="Tán thành", min_value=0)
    no = forms.IntegerField(label="Không tán thành", min_value=0, required=False)
    other = forms.IntegerField(label="Ý kiến khác", min_value=0, required=False)

    def frame(self) -> list[Any]:
        return ["kind", "text", "yes", Pair("no", "other")]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        return typed | {"no": typed.get("no") or 0, "other": typed.get("other") or 0}

    def add(self, *, by: User, reason: str) -> None:
        Decision.put(self.meeting, by=by, item=self.item, reason=reason, **self.cleaned_data)


class TaskForm(PartForm):
    model, adding, changing = Task, "Giao nhiệm vụ", "Sửa nhiệm vụ"

    text = LineField(label="Nhiệm vụ", max_length=400, help_text="Động từ đứng đầu, một việc một dòng.")
    assignee = PersonField(label="Người chủ trì", required=False)
    due_on = DateField(label="Thời hạn", required=False)
    partners = LineField(label="Phối hợp", required=False, max_length=200)
    expected_result = LineField(label="Kết quả phải có", required=False, max_length=200)

    def frame(self) -> list[Any]:
        return ["text", Pair("assignee", "due_on"), Pair("partners", "expected_result")]

    def add(self, *, by: User, reason: str) -> None:
        Task.assign(self.meeting, by=by, item=self.item, reason=reason, **self.cleaned_data)


class LimitationForm(PartForm):
    model, adding, changing, can_change = Limitation, "Hạn chế chủ trì chỉ ra", "Sửa hạn chế", False

    text = LineField(label="Hạn chế", max_length=400)
    remedy = LineField(label="Cách khắc phục", required=False, max_length=400)

    def add(self, *, by: User, reason: str) -> None:
        Limitation.name(self.meeting, by=by, reason=reason, **self.cleaned_data)


class RemarkForm(PartForm):
    model, adding, changing, can_change = MemberRemark, "Biểu dương, nhắc nhở, phê bình", "", False

    member = PersonField(label="Đảng viên")
    kind = forms.ChoiceField(label="Hình thức", choices=MemberRemark.Kind, widget=Segments)
    text = LineField(label="Nội dung", max_length=400, help_text="Chỉ chi bộ và cấp trên trực tiếp đọc được.")

    def add(self, *, by: User, reason: str) -> None:
        MemberRemark.record(self.meeting, by=by, reason=reason, **self.cleaned_data)


class DelegateForm(PartForm):
    model, adding, changing = Delegate, "Đại biểu cấp trên", "Sửa đại biểu"

    name = LineField(label="Họ và tên", max_length=120)
    title = LineField(label="Chức vụ", required=False, max_length=200)
    is_present = forms.BooleanField(label="Có dự", required=False, initial=True)
    chairing_note = TextField(label="Nhận xét về điều hành", required=False)
    topic_note = TextField(label="Nhận xét về chuyên đề", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.part is None:
            for name in ("is_present", "chairing_note", "topic_note"):
                del self.fields[name]
            self.lay("name", "title", foot=Foot("Ghi", cancel=kwargs.get("cancel", "")))

    def add(self, *, by: User, reason: str) -> None:
        Delegate.invite(self.meeting, by=by, reason=reason, **self.cleaned_data)


class DocumentForm(PartForm):
    model, adding, changing, can_change = MeetingDocument, "Thêm tài liệu", "", False

    title = LineField(label="Tên tài liệu", max_length=300, help_text="Không đưa tài liệu có độ mật.")
    number = LineField(label="Số, ký hiệu", required=False, max_length=60)

    def add(self, *, by: User, reason: str) -> None:
        MeetingDocument.add(self.meeting, by=by, reason=reason, **self.cleaned_data)


class ItemForm(PartForm):
    model, adding, changing = AgendaItem, "Thêm nội dung", "Sửa nội dung"

    title = LineField(label="Nội dung", max_length=200)
    step = forms.ChoiceField(label="Bước", choices=Step, widget=Segments, initial=Step.BODY)
    kind = forms.ChoiceField(label="Loại nội dung", choices=ItemKind, initial=ItemKind.OTHER)
    preparer = PersonField(label="Người chuẩn bị", required=False)
    planned_minutes = forms.IntegerField(label="Số phút dự kiến", min_value=1, max_value=240, initial=10)
    is_focus = forms.BooleanField(label="Nội dung trọng tâm", required=False)
    focus_questions = TextField(label="Câu hỏi gợi ý thảo luận", required=False)
    is_confidential = forms.BooleanField(
        label="Nội dung mật, ghi sổ giấy: phần mềm không giữ lời văn", required=False
    )
    kept_where = LineField(label="Ghi tại", required=False, max_length=200)

    def frame(self) -> list[Any]:
        return [
            "title", "step", Pair("kind", "preparer"), Pair("planned_minutes", "is_focus"), "focus_questions",
            "is_confidential", "kept_where",
        ]  # fmt: skip

    def add(self, *, by: User, reason: str) -> None:
        AgendaItem.add(self.meeting, by=by, reason=reason, **self.cleaned_data)


class PetitionForm(PartForm):
    model, adding, changing, can_change = Petition, "Khó khăn, vướng mắc", "", False

    text = TextField(label="Khó khăn, vướng mắc; kiến nghị")
    member = PersonField(label="Đảng viên nêu", required=False)
    goes_up = forms.BooleanField(label="Chuyển cấp trên trực tiếp trả lời", required=False, initial=True)
    due_on = DateField(label="Hạn trả lời", required=False, help_text="để trống: 30 ngày")

    def add(self, *, by: User, reason: str) -> None:
        typed: dict[str, Any] = dict(self.cleaned_data)
        above = self.meeting.organization.parent if typed.pop("goes_up") else None
        Petition.record(self.meeting, by=by, reason=reason, assigned_to=above, **typed)


class JudgementForm(PlainForm):
    """What the meeting says of an earlier task: done, not done, or a later day."""

    result = forms.ChoiceField(
        label="Kết quả",
        choices=[("done", "Xong"), ("not_done", "Chưa xong"), ("extended", "Gia hạn")],
        widget=Segments,
    )
    new_due_on = DateField(label="Thời hạn mới", required=False)
    done_on = DateField(label="Xong ngày", required=False, not_future=True)
    note = LineField(label="Ghi chú", required=False, max_length=300)

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay("result", Pair("new_due_on", "done_on"), "note", foot=Foot("Ghi", cancel=cancel))


class MarkForm(PlainForm):
    """One place on the roll."""

    presence = forms.ChoiceField(
        label="Điểm danh", choices=[*Attendance.Presence.choices, ("exempt", "Miễn")]
    )
    why = LineField(label="Lý do", required=False, max_length=200)
    at = TimeField(label="Lúc", required=False)


PARTS: dict[str, type[PartForm]] = {
    "contributions": ContributionForm,
    "decisions": DecisionForm,
    "tasks": TaskForm,
    "limitations": LimitationForm,
    "remarks": RemarkForm,
    "delegates": DelegateForm,
    "documents": DocumentForm,
    "items": ItemForm,
    "petitions": PetitionForm,
}
