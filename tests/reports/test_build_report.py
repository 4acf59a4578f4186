"""A report asked for, built by a worker, issued with a number, kept for ever."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from chapters.models import NumberSeries
from common.dates import add_months
from common.errors import RuleError
from common.jobs import ATTEMPTS, LEASE, JobState
from reports.building import work
from reports.models import Report
from reports.paper import fonts
from reports.paper.frozen import thaw
from reports.paper.snapshots import BlocMonth
from reports.tallies import refresh
from tests.factories.meetings import MeetingFactory
from tests.factories.reports import held, months_ago
from tests.reports.asking import ask
from tests.reports.reading import pages, whole

Kind = Report.Kind


def test_a_worker_builds_what_was_asked(built, board):
    assert (built.state, built.draft, built.done, built.total) == (JobState.DONE, 1, 3, 3)
    assert built.owner == board
    kept = built.paper
    assert kept.sha256 == sha256(bytes(kept.pdf)).hexdigest()
    assert kept.is_whole
    text = whole(bytes(kept.pdf))
    assert "1/2 chi bộ tổ chức sinh hoạt thường kỳ (50,0%)" in text
    assert "Số …-BC/ĐUK DỰ THẢO LẦN 1" in text
    assert "Trong 1 kỳ được chấm: Khá 1 (100,0%)" in text
    assert "Điểm tự chấm bình quân 91,5; điểm thẩm định bình quân 88,0 (−3,5 điểm)." in text
    assert "Chi bộ Thanh tra Đảng bộ Sở Công Thương" in text


def test_the_numbers_are_frozen(built, tree, month):
    before = built.content
    held(tree.other_chapter, month)
    refresh.rebuild_month(month)
    built.refresh_from_db()
    assert built.content == before
    assert thaw(BlocMonth, built.content).counts.held == 1


def test_asked_again_it_is_the_next_draft_with_new_numbers(
    built, tree, month, board, django_capture_on_commit_callbacks
):
    held(tree.other_chapter, month)
    refresh.rebuild_month(month)
    again = ask(tree.bloc, Kind.MONTH, month, by=board, capture=django_capture_on_commit_callbacks)
    assert again.pk == built.pk
    assert again.draft == 2
    assert "DỰ THẢO LẦN 2" in whole(bytes(again.paper.pdf))
    assert thaw(BlocMonth, again.content).counts.held == 2
    assert again.papers.count() == 2


def test_asked_twice_at_once_it_is_one_job(tree, month, board):
    first = Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    assert Report.objects.request(tree.bloc, Kind.MONTH, month, by=board) == first
    assert Report.objects.count() == 1


def test_one_of_two_workers_finds_nothing_to_do(tree, month, board):
    report = Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    assert Report.objects.get(pk=report.pk).claim()
    work.build(report.pk)
    report.refresh_from_db()
    assert (report.state, report.draft) == (JobState.RUNNING, 0)


def test_the_sweep_takes_up_what_a_lost_worker_left(tree, month, board):
    report = Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    long_ago = timezone.now() - 2 * LEASE
    Report.objects.update(state=JobState.RUNNING, asked_at=long_ago, lease_until=long_ago, attempts=1)
    work.sweep()
    report.refresh_from_db()
    assert report.state == JobState.DONE


def test_the_sweep_gives_up_in_the_end(tree, month, board):
    report = Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    Report.objects.update(asked_at=timezone.now() - LEASE, attempts=ATTEMPTS)
    work.sweep()
    report.refresh_from_db()
    assert report.state == JobState.FAILED
    assert "Đã thử" in report.error


def test_issuing_takes_the_next_number_and_keeps_the_bytes(
    built, tree, board, django_capture_on_commit_callbacks
):
    frozen = built.content["counts"]
    with django_capture_on_commit_callbacks(execute=True):
        built.issue(by=board)
        built.issue(by=board)
    built.refresh_from_db()
    assert (built.document_number, built.dated_on, built.issued_by) == (
        "01-BC/ĐUK",
        timezone.localdate(),
        board,
    )
    assert built.content["counts"] == frozen
    assert NumberSeries.objects.get(organization=tree.bloc, document_type="BC-ĐUK").last == 1
    first = bytes(built.paper.pdf)
    assert "Số 01-BC/ĐUK" in whole(first)
    assert "DỰ THẢO" not in pages(first)[0]
    Report.objects.update(state=JobState.ASKED)
    work.build(built.pk)
    built.refresh_from_db()
    assert bytes(built.paper.pdf) == first
    assert built.papers.filter(is_issued=True).count() == 1


def test_a_correction_is_a_new_report_that_says_what_it_replaces(
    built, tree, month, board, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        built.issue(by=board)
    built.refresh_from_db()
    correction = ask(tree.bloc, Kind.MONTH, month, by=board, capture=django_capture_on_commit_callbacks)
    assert correction.pk != built.pk
    assert correction.replaces == built
    assert "thay thế Báo cáo số 01-BC/ĐUK" in whole(bytes(correction.paper.pdf))
    with pytest.raises(RuleError, match="báo cáo thay thế"):
        built.freeze({}, symbol="ĐUK")


def test_what_is_not_built_is_not_issued(tree, month, board):
    report = Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    with pytest.raises(RuleError, match="chưa dựng xong"):
        report.issue(by=board)


def test_the_table_refuses_two_open_reports_and_a_number_missing(tree, month, board):
    Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(organization=tree.bloc, kind=Kind.MONTH, period=month)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(issued_at=timezone.now())


def test_who_reports_what(tree, month, board):
    for organization, kind, words in (
        (tree.chapter, Kind.MONTH, "không phải tổ chức cơ sở đảng"),
        (tree.body, Kind.YEAR, "lập cho Đảng bộ Khối"),
    ):
        with pytest.raises(RuleError, match=words):
            Report.objects.request(organization, kind, month, by=board)
    with pytest.raises(RuleError, match="chưa đến"):
        Report.objects.request(tree.bloc, Kind.MONTH, add_months(month, 3), by=board)


def test_without_figures_or_font_it_fails_and_says_so(
    tree, month, board, monkeypatch, tmp_path, django_capture_on_commit_callbacks
):
    empty = ask(
        tree.bloc, Kind.MONTH, add_months(month, -20), by=board, capture=django_capture_on_commit_callbacks
    )
    assert (empty.state, "Chưa có số liệu" in empty.error) == (JobState.FAILED, True)
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    fonts.faces.cache_clear()
    try:
        report = ask(tree.bloc, Kind.MONTH, month, by=board, capture=django_capture_on_commit_callbacks)
    finally:
        fonts.faces.cache_clear()
    assert report.state in {JobState.FAILED, JobState.DONE}  # done where the font was read before


def test_a_fault_of_the_program_is_said_without_its_insides(
    tree, month, board, caplog, django_capture_on_commit_callbacks
):
    tree.bloc.place_name = "x"
    report = Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    Report.objects.update(issued_at=timezone.now(), number=1, dated_on=month, content={"head": {}})
    work.build(report.pk)
    report.refresh_from_db()
    assert report.state == JobState.FAILED
    assert "báo quản trị" in report.error
    assert "could not be built" in caplog.text


def test_the_month_of_a_committee(tree, month, overseer, django_capture_on_commit_callbacks):
    report = ask(tree.body, Kind.MONTH, month, by=overseer, capture=django_capture_on_commit_callbacks)
    text = whole(bytes(report.paper.pdf))
    assert "ĐẢNG ỦY SỞ TƯ LIỆU" in text
    assert "Số …-BC/ĐU" in text
    assert "1 Văn phòng" in text
    assert "91,5 88 Khá" in text
    assert "T/M ĐẢNG ỦY" in text


def test_a_chapter_that_did_not_meet_is_in_its_committees_month(
    tree, month, board, django_capture_on_commit_callbacks
):
    report = ask(tree.other_body, Kind.MONTH, month, by=board, capture=django_capture_on_commit_callbacks)
    assert "không họp: chưa báo lý do" in whole(bytes(report.paper.pdf))


def test_the_year_of_the_bloc(tree, month, board, django_capture_on_commit_callbacks):
    report = ask(tree.bloc, Kind.YEAR, month, by=board, capture=django_capture_on_commit_callbacks)
    text = whole(bytes(report.paper.pdf))
    assert f"năm {month.year}" in text
    assert "Biểu 4." in text
    assert "Đảng bộ Sở Công Thương" in text
    assert report.period == date(month.year, 1, 1)


def test_the_command_writes_each_kind(tree, month, secretary, tmp_path):
    meeting = MeetingFactory(organization=tree.chapter, closed=True, month=months_ago(0))
    tree.bloc.code = "38.168"
    tree.bloc.save()
    for arguments in (
        ["month", "--organization", "38.168", "--period", f"{month:%Y-%m}"],
        ["month", "--organization", tree.body.name, "--period", f"{month:%Y-%m}"],
        ["year", "--period", f"{month.year}"],
        ["minutes", "--meeting", str(meeting.pk)],
    ):
        to = tmp_path / "out.pdf"
        call_command("report", *arguments, "--output", str(to))
        assert to.read_bytes().startswith(b"%PDF")
        to.unlink()


@pytest.mark.parametrize(
    "arguments",
    [
        ["month", "--organization", "không có", "--period", "2026-10"],
        ["month", "--period", "10/2026"],
        ["month", "--period", "2026-13"],
        ["year", "--period", "hai nghìn"],
        ["minutes", "--meeting", "0"],
        ["month", "--period", "2099-01"],
    ],
)
def test_the_command_says_what_is_wrong(tree, arguments, tmp_path):
    with pytest.raises(CommandError):
        call_command("report", *arguments, "--output", str(tmp_path / "out.pdf"))


def test_part_of_a_year_compares_with_nothing(tree, month, board):
    """One known month of the year before is no year before; all of its months are."""
    year = work.snapshot_of(tree.bloc, Kind.YEAR, month.replace(month=1))
    assert year.before is None
    assert year.series
    for each in year.series:
        held(tree.chapter, add_months(each.month, -12))
        refresh.rebuild_month(add_months(each.month, -12))
    again = work.snapshot_of(tree.bloc, Kind.YEAR, month.replace(month=1))
    assert again.before is not None
    assert again.before.held == len(again.series)
    assert again.organizations[0].before is not None
