"""Counts and sums per organization and month, and per organization and year. They add up along the tree."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

from chapters.models import Organization
from meetings.models import Meeting
from reports.querysets import StaleTallyQuerySet, TallyQuerySet, YearFactQuerySet
from scoring.models import Grade


def count(label: str = "") -> models.PositiveIntegerField[Any, Any]:
    return models.PositiveIntegerField(label, default=0)


def points() -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))


class MonthCounts(models.Model):
    """What is counted in a month. Stocks hold on its last day; flows and points are summed over time too."""

    # Stocks
    chapters = count("chi bộ")
    bases = count("tổ chức cơ sở đảng")
    members = count("đảng viên")
    official = count("chính thức")
    probationary = count("dự bị")
    exempt = count("miễn sinh hoạt")
    away = count("sinh hoạt tạm thời nơi khác")
    # Regular meetings: due = held or agreed or missing or pending
    due = count("kỳ phải họp")
    held = count("đã họp")
    on_time = count("đúng hạn")
    late = count("chậm")
    absence_agreed = count("không tổ chức, cấp trên đồng ý")
    missing = count("chưa tổ chức, đã quá ngày")
    pending = count("chưa đến hạn")
    # Attendance at regular meetings
    present = count("dự")
    expected = count("phải dự")
    excused = count("vắng có lý do")
    unexcused = count("vắng không lý do")
    contributions = count("ý kiến")
    speakers = count("đảng viên phát biểu")
    # Sheets of regular meetings
    self_count = count("kỳ tự chấm")
    self_points = points()
    self_tot = count()
    self_kha = count()
    self_tb = count()
    self_kem = count()
    reviewed_count = count("kỳ đã thẩm định")
    reviewed_points = points()
    tot = count("Tốt")
    kha = count("Khá")
    tb = count("Trung bình")
    kem = count("Kém")
    paired_count = count("kỳ có cả hai điểm")
    paired_self_points = points()
    paired_reviewed_points = points()
    # Filing
    submitted = count("đã gửi")
    filed_late = count("nộp chậm")
    returned = count("đang được trả lại")
    waiting_review = count("chờ thẩm định")
    # What meetings brought
    resolutions = count("kỳ có nghị quyết, kết luận")
    tasks_due = count("nhiệm vụ đã đánh giá")
    tasks_on_time = count("xong đúng hạn")
    petitions_raised = count("kiến nghị")
    petitions_answered = count("kiến nghị đã trả lời")
    visits = count("kỳ có cấp trên dự")
    thematic_held = count("kỳ chuyên đề")
    # Committees: đảng ủy cơ sở, đảng ủy bộ phận
    committee_due = count("kỳ họp đảng ủy phải có")
    committee_held = count("kỳ họp đảng ủy")
    committee_on_time = count()
    # TCCSĐ whose chapters that are due have all sent their meeting
    base_due = count("TCCSĐ phải gửi")
    base_reported = count("TCCSĐ đã gửi")

    STOCKS = ("chapters", "bases", "members", "official", "probationary", "exempt", "away")

    class Meta:
        abstract = True


class Tally(MonthCounts):
    """One organization in one month: a chapter's own figures, or the sum of those below it."""

    class State(models.TextChoices):
        """What became of a chapter's regular meeting; blank for those who hold no chapter meetings."""

        NOT_DUE = "not_due", "Chưa phải họp"
        PENDING = "pending", "Chưa đến hạn"
        OPEN = "open", "Đang họp"
        HELD = "held", "Đã họp"
        ABSENCE_ASKED = "absence_asked", "Xin không tổ chức"
        ABSENCE_AGREED = "absence_agreed", "Không tổ chức, cấp trên đồng ý"
        MISSING = "missing", "Chưa tổ chức sinh hoạt"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="tallies")
    month = models.DateField()
    parent = models.ForeignKey(  # in the tree of that month
        Organization, null=True, on_delete=models.CASCADE, related_name="+"
    )
    computed_at = models.DateTimeField()

    # Of a chapter alone, so that lists need no record
    state = models.CharField(max_length=14, choices=State, blank=True)
    # Without a constraint: what is added up while a meeting is taken back only waits for the next mark.
    meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    meeting_status = models.CharField(max_length=14, choices=Meeting.Status, blank=True)
    due_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    days_late = models.PositiveIntegerField(default=0)
    filed_on = models.DateField(null=True)
    own_self_points = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    own_reviewed_points = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    self_grade = models.CharField(max_length=3, choices=Grade, blank=True)
    grade = models.CharField("xếp loại đã thẩm định", max_length=3, choices=Grade, blank=True)
    absence_reason = models.CharField(max_length=300, blank=True)

    objects = TallyQuerySet.as_manager()

    LEAF = (
        "state",
        "meeting_id",
        "meeting_status",
        "due_on",
        "held_on",
        "days_late",
        "filed_on",
        "own_self_points",
        "own_reviewed_points",
        "self_grade",
        "grade",
        "absence_reason",
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["parent", "month"]),
            models.Index(fields=["month"]),
            models.Index(fields=["due_on"], condition=models.Q(pending__gt=0), name="tally_pending_due_on"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "month"], name="one_tally_a_month"),
            models.CheckConstraint(name="tally_month_is_first_day", condition=models.Q(month__day=1)),
            models.CheckConstraint(
                name="due_is_accounted_for",
                condition=models.Q(
                    due=models.F("held")
                    + models.F("absence_agreed")
                    + models.F("missing")
                    + models.F("pending")
                ),
            ),
            models.CheckConstraint(
                name="held_is_on_time_or_late",
                condition=models.Q(held=models.F("on_time") + models.F("late")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.month:%m/%Y}"


class YearCounts(models.Model):
    """What is true of a chapter for a whole year, as counts that add up the tree."""

    chapters = count("chi bộ phải họp trong năm")
    months_due = count("kỳ phải họp")
    months_held = count()
    months_on_time = count()
    months_agreed = count()
    months_missing = count()
    met_every_month = count("chi bộ họp đủ kỳ")
    quarters_due = count("quý phải có chuyên đề")
    quarters_held = count("quý có chuyên đề")
    met_every_quarter = count("chi bộ đủ chuyên đề")
    months_tot = count()
    months_kha = count()
    months_tb = count()
    months_kem = count()
    graded = count("chi bộ được xếp loại năm")
    year_tot = count()
    year_kha = count()
    year_tb = count()
    year_kem = count()

    class Meta:
        abstract = True


class YearFact(YearCounts):
    """One organization in one calendar year."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="year_facts")
    year = models.PositiveSmallIntegerField()
    parent = models.ForeignKey(Organization, null=True, on_delete=models.CASCADE, related_name="+")
    computed_at = models.DateTimeField()
    annual_grade = models.CharField("xếp loại năm của chi bộ", max_length=3, choices=Grade, blank=True)

    objects = YearFactQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["parent", "year"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "year"], name="one_fact_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"


class StaleTally(models.Model):
    """That the figures of an organization in a month rest on something that has changed.

    Rows are only added: a mark never waits for the worker that is taking an earlier one.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    marked_at = models.DateTimeField(auto_now_add=True)

    objects = StaleTallyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.organization_id} {self.month:%m/%Y}"


class LedgerPage(models.Model):
    """One row a month ("2026-10") and a year ("2026"): whoever adds that period up holds it till the end."""

    period = models.CharField(max_length=7, primary_key=True)

    def __str__(self) -> str:
        return self.period


COUNTS = tuple(field.name for field in MonthCounts._meta.local_fields)
YEAR_COUNTS = tuple(field.name for field in YearCounts._meta.local_fields)
