"""From tallies to the figures of a document: every state of a chapter's month, every kind of issuer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from chapters.models import OrganizationName, PostHolding
from common.dates import add_months, last_day
from common.errors import RuleError
from meetings.models import Meeting, Petition
from reports.building import counting, heads, work
from reports.models import Report, StaleTally, Tally
from reports.paper.snapshots import Counts
from reports.tallies import refresh
from scoring.models import CriteriaSet, Grade, ScoreSheet
from tests.factories.chapters import (
    BaseChapterFactory,
    ChapterFactory,
    MemberFactory,
    PostHoldingFactory,
    SubBodyFactory,
)
from tests.factories.reports import held, months_ago

Kind = Report.Kind


def reviewed(meeting: Meeting, points: int, grade: str) -> None:
    ScoreSheet.objects.create(
        meeting=meeting,
        criteria_set=CriteriaSet.objects.filter(code="TK").first(),
        status="reviewed",
        adopted_at=timezone.now(),
        reviewed_at=timezone.now(),
        adopted_points=Decimal(points),
        adopted_grade=grade,
        reviewed_points=Decimal(points),
        reviewed_grade=grade,
    )


def month_of(organization, month):
    refresh.rebuild_month(month)
    return work.snapshot_of(organization, Kind.MONTH, month)


def not_meeting(organization, month, status: str, reason: str = "") -> None:
    Meeting.objects.create(
        organization=organization, kind="regular", month=month, status=status, absence_reason=reason
    )


def test_every_chapter_stands_in_the_table_whatever_became_of_its_month(tree):
    month = months_ago(1)
    agreed, silent, asked = (ChapterFactory(parent=tree.body) for _ in range(3))
    nearest = ChapterFactory(parent=SubBodyFactory(parent=tree.body))
    held(tree.chapter, month)
    not_meeting(agreed, month, "absence_agreed", "nghỉ hè")
    not_meeting(asked, month, "absence_asked", "bão lụt")
    found = {row.name: row for row in month_of(tree.body, month).rows}
    assert set(found) == {each.name for each in (tree.chapter, agreed, silent, asked, nearest)}
    assert found[tree.chapter.name].held
    assert found[agreed.name].not_held == "cấp trên đồng ý, nghỉ hè"
    assert found[asked.name].not_held == "xin không tổ chức, bão lụt"
    assert found[silent.name].not_held == "chưa báo lý do"


def test_a_month_still_running(tree):
    month = months_ago(0)
    held(tree.other_chapter, month, day=1)
    tree.chapter.fixed_day = 31
    tree.chapter.save()
    [row] = month_of(tree.body, month).rows
    assert row.not_held == ("chưa đến hạn" if timezone.localdate() <= last_day(month) else row.not_held)


def test_petitions_nobody_has_answered_go_up(tree):
    month = months_ago(1)
    meeting = held(tree.chapter, month)
    today = timezone.localdate()
    for text, status in (("Thiếu phòng họp.", "new"), ("Đã xong", "closed")):
        Petition.objects.create(
            organization=tree.chapter,
            meeting=meeting,
            text=text,
            raised_on=today,
            due_on=today,
            status=status,
        )
    assert month_of(tree.body, month).petitions == (f"Thiếu phòng họp ({tree.chapter}).",)


def test_a_chapter_directly_under_the_bloc_reports_itself(tree):
    month = months_ago(1)
    chapter = BaseChapterFactory(parent=tree.bloc, name="Chi bộ Thống kê tỉnh")
    secretary = MemberFactory(organization=chapter, full_name="Lý Thị Mai")
    PostHoldingFactory(member=secretary, post=PostHolding.Post.SECRETARY)
    held(chapter, month)
    found = month_of(chapter, month)
    assert (found.head.symbol, found.head.superior, found.head.issuer) == (
        "CB", tree.bloc.name, "Chi bộ Thống kê tỉnh",
    )  # fmt: skip
    assert (found.signing.authority, found.signing.name) == ("T/M CHI BỘ", "Lý Thị Mai")
    assert found.signing.recipients[0] == f"{heads.committee_name(tree.bloc, month)} (để báo cáo)"
    assert found.signing.recipients[-1] == "Lưu Chi bộ"
    assert len(found.rows) == 1


def test_names_are_those_in_force_in_the_month(tree):
    month = months_ago(1)
    held(tree.chapter, month)
    OrganizationName.objects.filter(organization=tree.chapter).update(
        name="Chi bộ Hành chính", ends_on=last_day(month)
    )
    OrganizationName.objects.create(
        organization=tree.chapter, name=tree.chapter.name, starts_on=last_day(month) + timedelta(days=1)
    )
    assert month_of(tree.body, month).rows[0].name == "Chi bộ Hành chính"
    assert counting.in_force_names([tree.chapter], timezone.localdate()) == {
        tree.chapter.pk: tree.chapter.name
    }


def test_a_place_nobody_named_is_left_open(tree):
    tree.bloc.place_name = ""
    tree.bloc.save()
    assert heads.place_name(tree.bloc) == "…"
    assert heads.place_name(tree.chapter) == "…"


def test_without_criteria_the_document_says_so(db):
    assert counting.criteria(date(1990, 1, 1)) == "…"


def test_the_bloc_hears_who_fell_who_flattered_and_who_was_late(tree):
    month = months_ago(1)
    sent = {
        "status": Meeting.Status.ACCEPTED,
        "accepted_at": timezone.now(),
        "first_submitted_at": timezone.now(),
    }
    reviewed(held(tree.chapter, add_months(month, -1), **sent), 95, Grade.TOT)
    reviewed(held(tree.chapter, month, **sent), 80, Grade.KHA)
    refresh.rebuild_month(add_months(month, -1))
    found = month_of(tree.bloc, month)
    kinds = {(each.kind, each.chapter, each.organization) for each in found.exceptions}
    assert ("falling", tree.chapter.name, tree.body.name) in kinds
    assert ("not_held", tree.other_chapter.name, tree.other_body.name) in kinds
    own, other = found.organizations
    assert (own.filed, own.filed_on, other.filed, other.filed_on) == (True, timezone.localdate(), False, None)
    assert own.before is not None
    assert found.alone == 1
    assert [each.month for each in found.series][-1] == month
    late = counting.days_after_filing_day(month, add_months(month, 1) + timedelta(days=9))
    assert (late, counting.days_after_filing_day(month, None)) == (5, 0)


def test_the_year_lists_what_was_missed_and_who_was_weak_twice(tree):
    month = months_ago(12).replace(month=1)
    months = [add_months(month, step) for step in range(4)]
    for each, grade in zip(months, (Grade.TB, Grade.KEM, Grade.TOT, Grade.TB), strict=True):
        reviewed(held(tree.chapter, each, day=28 if each == months[2] else 5), 60, grade)
    not_meeting(tree.other_chapter, months[0], "absence_agreed", "nghỉ Tết")
    tree.chapter.fixed_day = 5
    tree.chapter.save()
    for each in months:
        refresh.rebuild_month(each)
    found = work.snapshot_of(tree.bloc, Kind.YEAR, month)
    assert [(each.chapter, each.what) for each in found.weak_twice] == [
        (tree.chapter.name, "T1 Trung bình, T2 Kém, T4 Trung bình")
    ]
    kinds = {(each.kind, each.chapter) for each in found.exceptions}
    assert ("agreed", tree.other_chapter.name) in kinds
    assert ("not_held", tree.other_chapter.name) in kinds
    assert ("late", tree.chapter.name) in kinds
    assert found.year == month.year
    assert found.chapters_due == 2


def test_what_is_not_due_yet_is_no_fault_of_the_year():
    row = Counts(due=10, held=6, on_time=6, pending=3)
    settled = counting.settled(row)
    assert (settled.due, settled.pending, settled.missing) == (7, 0, 1)


def test_a_year_begun_late_has_the_same_months_in_every_table(tree):
    month = months_ago(1)
    held(tree.chapter, month)
    refresh.rebuild_month(month)
    snapshot = work.snapshot_of(tree.bloc, Kind.YEAR, month.replace(month=1))
    shown = [each.month for each in snapshot.series]
    assert shown[0] == month
    assert all([each.month for each in row.months] == shown for row in snapshot.organizations)


def test_a_year_without_figures_is_refused(tree):
    with pytest.raises(RuleError, match="Chưa có số liệu năm"):
        work.snapshot_of(tree.bloc, Kind.YEAR, months_ago(40).replace(month=1))
    with pytest.raises(RuleError, match="Chưa có số liệu"):
        work.snapshot_of(tree.body, Kind.MONTH, months_ago(40))
    assert not Tally.objects.exists()
    assert not StaleTally.objects.filter(month__lt=months_ago(40)).exists()
