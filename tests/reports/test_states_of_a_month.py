"""On time, late, pending, missing: what a month's meeting counts as, and by which day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from chapters.models import Organization
from meetings.models import Meeting
from reports.models import StaleTally, Tally
from reports.tallies import book, recount, refresh, verification
from reports.tallies.recount_tree import Tree
from reports.tallies.timing import days_late, deadline, due_day
from tests.factories.chapters import MemberFactory, SubBodyFactory
from tests.factories.reports import held, is_well, months_ago, tally_of, this_month

NOVEMBER, FEBRUARY = date(2026, 11, 1), date(2026, 2, 1)


@pytest.mark.parametrize(
    ("month", "registered_on", "fixed_day", "due_on"),
    [
        (NOVEMBER, date(2026, 11, 5), None, date(2026, 11, 5)),
        (NOVEMBER, date(2026, 11, 7), None, date(2026, 11, 9)),  # Saturday
        (NOVEMBER, None, 5, date(2026, 11, 5)),
        (NOVEMBER, None, 31, date(2026, 11, 30)),  # a month of thirty days
        (FEBRUARY, None, 16, date(2026, 2, 23)),  # the eve of Tết: the first working day after it
        (NOVEMBER, None, None, date(2026, 11, 30)),
        (NOVEMBER, date(2026, 11, 12), 5, date(2026, 11, 12)),
    ],
)
def test_the_day_that_is_due(month, registered_on, fixed_day, due_on):
    assert due_day(month, registered_on, fixed_day) == due_on


@pytest.mark.parametrize(
    ("held_on", "reported_on", "late"),
    [
        (date(2026, 11, 5), None, 0),
        (date(2026, 11, 3), None, 0),
        (date(2026, 11, 12), None, 7),
        (date(2026, 11, 12), date(2026, 11, 4), 0),
        (date(2026, 11, 12), date(2026, 11, 6), 7),  # told after the day
        (date(2026, 12, 2), date(2026, 11, 4), 27),  # told in time, but out of the month
    ],
)
def test_days_late(held_on, reported_on, late):
    assert days_late(NOVEMBER, date(2026, 11, 5), held_on, reported_on) == late


def test_who_told_in_time_has_the_whole_month():
    assert deadline(NOVEMBER, date(2026, 11, 5), date(2026, 11, 4)) == date(2026, 11, 30)
    assert deadline(NOVEMBER, date(2026, 11, 5), None) == date(2026, 11, 5)


def test_meetings_of_party_committees(tree):
    month = months_ago(1)
    held(tree.chapter, month)
    held(tree.body, month, kind=Meeting.Kind.PARTY_COMMITTEE)
    held(
        tree.other_body, month, day=20, kind=Meeting.Kind.PARTY_COMMITTEE, registered_on=month.replace(day=2)
    )
    SubBodyFactory(parent=tree.body)
    refresh.rebuild([month, this_month()])
    row = tally_of(tree.bloc, month)
    assert (row.committee_due, row.committee_held, row.committee_on_time) == (3, 2, 1)
    assert is_well()


def test_a_meeting_that_is_open_or_asked_off(tree):
    for chapter, status in ((tree.chapter, "open"), (tree.other_chapter, "absence_asked")):
        Meeting.objects.create(
            organization=chapter, kind="regular", month=this_month(), status=status, held_on=timezone.localdate(),
            registered_on=this_month(), reschedule_reported_at=datetime(2020, 1, 1, tzinfo=UTC),
        )  # fmt: skip
    refresh.rebuild([this_month()])
    assert tally_of(tree.chapter, this_month()).state == Tally.State.OPEN
    assert tally_of(tree.other_chapter, this_month()).state == Tally.State.ABSENCE_ASKED
    assert tally_of(tree.bloc, this_month()).pending == 2
    assert is_well()


def test_a_thematic_meeting_alone_and_members_who_are_not_due(tree):
    month = months_ago(1)
    StaleTally.objects.mark_meeting(held(tree.chapter, month, kind=Meeting.Kind.THEMATIC))
    people = [MemberFactory(organization=tree.chapter) for _ in range(3)]
    people[0].exempt(on=month, by=None)
    people[1].send_temporarily(on=month, by=None, note="Thủ đô")
    row = tally_of(tree.bloc, month)
    assert (row.thematic_held, row.members, row.exempt, row.away) == (1, 3, 1, 1)
    assert is_well()


def test_a_month_begun_while_the_worker_slept_is_opened_for_all(tree):
    refresh.refresh_stale()
    Tally.objects.filter(organization__in=[tree.other_chapter, tree.other_body]).delete()
    StaleTally.objects.all().delete()
    assert refresh.mark_what_time_has_changed() == 1
    assert tally_of(tree.bloc, this_month()).due == 2


def test_the_book_opens_with_the_first_recorded_meeting(tree):
    today = timezone.localdate()
    assert book.opening(today) == book.first_month(today) == this_month()
    held(tree.chapter, months_ago(5), source="imported")
    assert (book.first_month(today), book.opening(today)) == (months_ago(5), this_month())
    held(tree.chapter, months_ago(2))
    assert book.opening(today) == months_ago(2)


def test_rows_too_many_or_missing_are_differences(tree):
    refresh.rebuild([this_month()])
    Tally.objects.filter(organization=tree.chapter).delete()
    Tally.objects.create(
        organization=Organization.objects.create(kind="party_group", name="Tổ đảng 1", parent=tree.chapter),
        month=this_month(),
        computed_at=timezone.now(),
    )
    StaleTally.objects.all().delete()
    found = verification.Comparison()
    today = timezone.localdate()
    counted = recount.month_rows(this_month(), Tree.read(), today)
    verification._compare_month(found, this_month(), counted)  # noqa: SLF001 (its own outcome, before the worker mends it)
    assert sorted(words.split(": ")[1] for words in found.differences) == ["a row too many", "no row"]


def test_a_job_says_what_is_left(tree):
    from reports.models import RollupJob  # noqa: PLC0415

    job = RollupJob(state="running", done=2, total=6, started_at=timezone.now() - timedelta(seconds=10))
    assert job.seconds_left in {20, 21}
    assert RollupJob(total=6).seconds_left is None
