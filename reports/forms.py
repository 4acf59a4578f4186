"""Which report is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone

from chapters.models import Organization
from common.dates import add_months, month_of
from common.forms import Foot, Pair, PlainForm, TextField
from reports.models import Report
from reports.permissions import MAKE_REPORT

if TYPE_CHECKING:
    from accounts.models import User

MONTHS_OFFERED: Final = 12
YEARS_OFFERED: Final = 3


class ReportForm(PlainForm):
    organization = forms.ModelChoiceField(
        label="Tổ chức", queryset=Organization.objects.none(), empty_label=None
    )
    period = forms.ChoiceField(label="Kỳ báo cáo", help_text="Báo cáo năm lập cho Đảng bộ Khối.")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organizations = self.fields["organization"]
        organizations.queryset = reporting(user)  # type: ignore[attr-defined]
        self.fields["period"].choices = periods()  # type: ignore[attr-defined]
        self.lay(
            Pair("organization", "period"),
            foot=Foot("Dựng báo cáo", says="Số liệu được chốt lúc dựng; dựng lại là dự thảo lần sau."),
        )

    def clean_period(self) -> tuple[str, date]:
        kind, _, first = self.cleaned_data["period"].partition(":")
        return kind, date.fromisoformat(first)


class ProseForm(PlainForm):
    """The sentences of a report, a paragraph a line. The numbers stay as they were frozen."""

    results = TextField(label="Kết quả", required=False, widget=forms.Textarea(attrs={"rows": 9}))
    limits = TextField(
        label="Hạn chế, nguyên nhân",
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Câu gợi ý chỉ nêu hạn chế có trong số liệu; nguyên nhân do đồng chí ghi.",
    )
    requests = TextField(
        label="Nhiệm vụ, kiến nghị", required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay(
            "results",
            "limits",
            "requests",
            foot=Foot("Lưu lời văn", says="Số liệu giữ nguyên; bản in được dựng lại là dự thảo lần sau."),
        )

    @property
    def paragraphs(self) -> dict[str, list[str]]:
        return {name: [line for line in text.split("\n") if line] for name, text in self.cleaned_data.items()}


def reporting(user: User) -> Any:
    """Those that report and whose report the person may make, in official order; the Khối first."""
    wanted = Organization.objects.visible_to(user).active()
    wanted = wanted.filter(kind__in=[Organization.Kind.BLOC, *Organization.BASE_KINDS])
    mine = [each.pk for each in wanted if MAKE_REPORT.holds(user, each)]
    return Organization.objects.filter(pk__in=mine).order_by("parent_id", "position", "pk")


def periods() -> list[tuple[str, str]]:
    now = month_of(timezone.localdate())
    months = [add_months(now, -step) for step in range(MONTHS_OFFERED)]
    years = [now.year - step for step in range(YEARS_OFFERED)]
    found = [
        (f"{Report.Kind.MONTH}:{month.isoformat()}", f"Tháng {month.month}/{month.year}") for month in months
    ]
    return found + [(f"{Report.Kind.YEAR}:{year}-01-01", f"Năm {year}") for year in years]
