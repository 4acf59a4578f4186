"""Bringing a file, and saying which column is what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms

from chapters.forms.organizations import OrganizationField
from chapters.models import Organization
from common.forms import Foot, PlainForm
from common.spreadsheets import MOST_BYTES

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

SUFFIXES = ".xlsx,.xls,.ods,.csv"
HEADS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UploadForm(PlainForm):
    """The file, and the body it is about."""

    organization = OrganizationField(Organization.objects.none(), label="Tổ chức đảng")
    file = forms.FileField(
        label="Tệp bảng tính",
        help_text="Excel (.xlsx, .xls), .ods hoặc .csv, không quá 10 MB",
        widget=forms.FileInput(attrs={"accept": SUFFIXES}),
        error_messages={"empty": "Tệp này không phải bảng tính Excel. Chưa ghi gì vào hệ thống."},
    )

    def __init__(self, *args: Any, organizations: QuerySet[Organization] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organizations is None:
            del self.fields["organization"]
        else:
            self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]
        self.lay(
            *self.fields,
            foot=Foot("Đọc tệp", cancel=kwargs.pop("cancel", ""), says="Chưa ghi gì: xem trước rồi mới ghi."),
        )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("Tệp lớn hơn 10 MB: tách bớt tài liệu rồi tải lại.")
        head = file.read(8)
        file.seek(0)
        is_plain = Path(file.name or "").suffix.lower() in {".csv", ".txt", ".tsv"}
        if not head.startswith(HEADS) and not is_plain:
            raise forms.ValidationError("Tệp này không phải bảng tính Excel. Chưa ghi gì vào hệ thống.")
        return file


class ColumnsForm(PlainForm):
    """One choice for each column of the file."""

    def __init__(self, *args: Any, headings: list[list[Any]], fields: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Không nhập"), *fields.items()]
        for column, text, chosen in headings:
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=f"Cột “{text}”", choices=choices, required=False, initial=chosen
            )
        self.lay(
            *self.fields, foot=Foot("Đọc lại tệp", says="Lần sau tệp có tiêu đề như thế được đọc như thế.")
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [value for value in cleaned.values() if value]
        twice = {value for value in chosen if chosen.count(value) > 1}
        for name, value in list(cleaned.items()):
            if value in twice:
                self.add_error(name, "Hai cột không thể cùng là một thứ.")
        return cleaned

    def columns(self) -> dict[str, str]:
        return {name.removeprefix("column_"): value for name, value in self.cleaned_data.items()}
