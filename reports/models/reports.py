"""Reports as documents: asked, numbers frozen, set on paper, issued with a number. Issued ones never change."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Entry
from chapters.models import NumberSeries, Organization
from chapters.querysets import TreeQuerySet, in_force
from common.dates import month_of
from common.errors import RuleError
from common.jobs import Job, JobQuerySet, JobState
from reports.signals import report_requested

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User

DOCUMENT_TYPE: Final = "BC"


class ReportKind(models.TextChoices):
    MONTH = "month", "Báo cáo tháng"
    YEAR = "year", "Báo cáo năm"


class ReportQuerySet(TreeQuerySet["Report"], JobQuerySet["Report"]):  # type: ignore[override]
    @transaction.atomic
    def request(self, organization: Organization, kind: str, period: date, *, by: User | None) -> Report:
        """Ask for the report, or for the next draft of it; while it is being built the same row answers."""
        period = self.model.period_of(kind, period)
        self.model.require_due(organization, kind, period)
        Organization.objects.select_for_update().get(pk=organization.pk)
        report = self.open().filter(organization=organization, kind=kind, period=period).first()
        if report is None:
            issued = self.filter(organization=organization, kind=kind, period=period).order_by("-pk").first()
            report = self.create(
                organization=organization, kind=kind, period=period, owner=by, total=STEPS, replaces=issued
            )
        elif report.state in {JobState.ASKED, JobState.RUNNING}:
            return report
        else:
            report.keeps_numbers = False
            report.ask_again(by=by)
        Entry.objects.record("report.requested", report, by=by)
        report_requested.send(sender=self.model, report=report)
        return report

    def open(self) -> Self:
        return self.filter(issued_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-period", "kind", "-pk")


STEPS: Final = 3  # figures, pages, kept


class Report(Job):
    """One document of one organization for a month or a year. `content` is its frozen snapshot."""

    Kind = ReportKind

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=5, choices=ReportKind)
    period = models.DateField("kỳ")
    draft = models.PositiveSmallIntegerField("dự thảo lần", default=0)
    content = models.JSONField(null=True)
    frozen_at = models.DateTimeField("chốt số liệu lúc", null=True)
    keeps_numbers = models.BooleanField("giữ số liệu đã chốt", default=False)
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=12, blank=True)
    dated_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-period", "kind", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "kind", "period"],
                condition=Q(issued_at__isnull=True),
                name="one_open_report_a_period",
            ),
            models.CheckConstraint(name="report_period_is_first_day", condition=Q(period__day=1)),
            models.CheckConstraint(
                name="issued_report_has_number_and_day",
                condition=Q(issued_at__isnull=True)
                | Q(number__isnull=False, dated_on__isnull=False, content__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        if self.kind == ReportKind.YEAR:
            return f"Báo cáo năm {self.period.year}"
        return f"Báo cáo tháng {self.period.month}/{self.period.year}"

    @property
    def audit_path(self) -> str:
        return self.organization.path

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    @property
    def is_ready(self) -> bool:
        return self.state == JobState.DONE

    @property
    def draft_words(self) -> str:
        return f"Dự thảo lần {self.draft}" if self.draft else ""

    @property
    def document_number(self) -> str:
        """198-BC/ĐUK once issued; "…-BC/ĐUK" until then."""
        number = f"{self.number:02d}" if self.number else "…"
        return f"{number}-{DOCUMENT_TYPE}/{self.symbol}" if self.symbol else ""

    @property
    def paper(self) -> ReportPaper | None:
        """The bytes to hand out: the last draft's, or the issued ones alone, once they are set."""
        return self.papers.filter(is_issued=self.is_issued).order_by("-draft", "-pk").first()

    @staticmethod
    def period_of(kind: str, day: date) -> date:
        return day.replace(month=1, day=1) if kind == ReportKind.YEAR else month_of(day)

    @staticmethod
    def require_due(organization: Organization, kind: str, period: date) -> None:
        """Which organization reports what: TCCSĐ and the Khối each month, the Khối each year."""
        is_bloc = organization.kind == Organization.Kind.BLOC
        if kind == ReportKind.YEAR and not is_bloc:
            raise RuleError("Báo cáo năm lập cho Đảng bộ Khối.")
        if not is_bloc and not organization.is_base:
            raise RuleError(f"{organization} không phải tổ chức cơ sở đảng, không lập báo cáo tháng.")
        if period > timezone.localdate():
            raise RuleError(f"Kỳ {period.month}/{period.year} chưa đến, chưa có số liệu để báo cáo.")

    def ask_again(self, *, by: User | None) -> None:
        self.state, self.owner, self.error = JobState.ASKED, by, ""
        self.done, self.step, self.attempts = 0, "", 0
        self.started_at = self.finished_at = None
        self.asked_at = timezone.now()
        self.save()

    @transaction.atomic
    def edit_prose(self, prose: dict[str, list[str]], *, by: User) -> None:
        """Change the sentences, not the numbers: the next draft is set from those already frozen."""
        self.refresh_from_db(from_queryset=Report.objects.select_for_update(of=("self",)))
        if self.is_issued:
            raise RuleError("Báo cáo đã ban hành không sửa được; muốn sửa phải ra báo cáo thay thế.")
        if not self.is_ready or self.content is None:
            raise RuleError("Báo cáo đang được dựng, chưa sửa lời văn được.")
        self.draft += 1
        head = self.content["head"] | {"draft": self.draft}
        self.content = self.content | {"prose": prose, "head": head}
        self.keeps_numbers = True
        self.ask_again(by=by)
        Entry.objects.record("report.prose_edited", self, by=by)
        report_requested.send(sender=Report, report=self)

    def freeze(self, content: dict[str, Any], *, symbol: str) -> None:
        """Keep the numbers of this draft as they are now; an issued report keeps its own for ever."""
        if self.is_issued:
            raise RuleError("Báo cáo đã ban hành không đổi số liệu; muốn sửa phải ra báo cáo thay thế.")
        self.content, self.symbol = content, symbol
        self.frozen_at = timezone.now()
        self.draft += 1
        self.save(update_fields=["content", "symbol", "frozen_at", "draft"])

    @transaction.atomic
    def deliver(self, pdf: bytes) -> ReportPaper:
        """Keep the bytes and end the job. What is kept once under an issued number stays."""
        kept = self.papers.filter(is_issued=True).first() if self.is_issued else None
        if kept is None:
            kept = self.papers.create(
                draft=self.draft, is_issued=self.is_issued, pdf=pdf, sha256=sha256(pdf).hexdigest()
            )
        self.done = STEPS
        self.save(update_fields=["done"])
        self.finish()
        return kept

    @transaction.atomic
    def issue(self, *, by: User) -> None:
        """Give it the next number of the term and today's date; its final paper is set at once after."""
        self.refresh_from_db(from_queryset=Report.objects.select_for_update(of=("self",)))
        if self.is_issued:
            return
        if not self.is_ready or self.content is None:
            raise RuleError("Báo cáo chưa dựng xong, chưa ban hành được.")
        today = timezone.localdate()
        term = self.organization.terms.filter(in_force(today)).first()
        self.number = NumberSeries.take(self.organization, f"{DOCUMENT_TYPE}-{self.symbol}", term)
        self.dated_on, self.issued_at, self.issued_by = today, timezone.now(), by
        head = self.content["head"] | {"number": self.number, "dated_on": today.isoformat(), "draft": None}
        self.content = self.content | {"head": head}
        self.ask_again(by=by)
        Entry.objects.record("report.issued", self, by=by, number=self.document_number)
        report_requested.send(sender=Report, report=self)


class ReportPaper(models.Model):
    """The PDF of a draft, or the one that was issued: bytes and their SHA-256."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="papers")
    draft = models.PositiveSmallIntegerField()
    is_issued = models.BooleanField(default=False)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(is_issued=True), name="one_issued_paper_a_report"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, dự thảo lần {self.draft}"

    @property
    def is_whole(self) -> bool:
        """The bytes are still those that were kept."""
        return sha256(bytes(self.pdf)).hexdigest() == self.sha256
