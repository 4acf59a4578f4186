"""Reports in the browser: asked for, followed, read, changed, issued; and the minutes as a file."""

from __future__ import annotations

import pytest
from django.urls import reverse

from common.errors import RuleError
from meetings.models import Meeting
from reports.building import work
from reports.models import Report, ReportPaper
from reports.tallies import refresh
from tests.factories.meetings import MeetingFactory
from tests.factories.reports import held, months_ago
from tests.reports.asking import ask
from tests.reports.reading import whole

Kind = Report.Kind


def test_the_board_asks_looks_and_downloads(as_board, tree, month, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_board.post(
            reverse("reports:list"), {"organization": tree.bloc.pk, "period": f"month:{month.isoformat()}"}
        )
    report = Report.objects.get()
    assert answer.url == reverse("reports:detail", args=[report.pk])
    page = as_board.get(answer.url).content.decode()
    assert "DỰ THẢO LẦN 1" in page
    assert 'role="img"' in page
    assert " style=" not in page
    listed = as_board.get(reverse("reports:list")).content.decode()
    assert "Dự thảo lần 1" in listed
    pdf = as_board.get(reverse("reports:paper", args=[report.pk]))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content == bytes(report.paper.pdf)
    css = as_board.get(reverse("reports:profile_css", args=["HD05-2026"]))
    assert "@page" in css.content.decode()
    assert as_board.get(reverse("reports:profile_css", args=["khac"])).status_code == 404


def test_what_cannot_be_asked_is_said_and_kept(as_board, tree, month):
    answer = as_board.post(
        reverse("reports:list"), {"organization": tree.body.pk, "period": f"year:{month.year}-01-01"}
    )
    assert answer.status_code == 422
    assert "lập cho Đảng bộ Khối" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_page_follows_the_worker(as_board, tree, month, board):
    report = Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    assert (
        "Báo cáo đang được dựng" in as_board.get(reverse("reports:detail", args=[report.pk])).content.decode()
    )
    address = reverse("reports:progress", args=[report.pk])
    waiting = as_board.get(address)
    assert "HX-Refresh" not in waiting
    assert as_board.get(reverse("reports:paper", args=[report.pk])).status_code == 404
    work.build(report.pk)
    assert as_board.get(address)["HX-Refresh"] == "true"


def test_issuing_asks_first_then_gives_the_number(as_board, built, django_capture_on_commit_callbacks):
    address = reverse("reports:issue", args=[built.pk])
    assert "Sau khi ban hành không sửa được" in as_board.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        as_board.post(address)
    built.refresh_from_db()
    assert built.is_issued
    assert "01-BC/ĐUK" in as_board.get(reverse("reports:detail", args=[built.pk])).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_board.post(reverse("reports:rebuild_report", args=[built.pk]))
    assert answer.url == reverse("reports:detail", args=[Report.objects.latest("pk").pk])
    assert Report.objects.count() == 2


def test_between_issuing_and_its_paper_no_draft_is_handed_out(as_board, built, board):
    built.issue(by=board)
    assert as_board.get(reverse("reports:paper", args=[built.pk])).status_code == 404


def test_an_unbuilt_report_is_not_issued_from_the_page(as_board, tree, month, board):
    report = Report.objects.request(tree.bloc, Kind.MONTH, month, by=board)
    as_board.post(reverse("reports:issue", args=[report.pk]))
    report.refresh_from_db()
    assert not report.is_issued


def test_out_of_reach_and_out_of_right(client, built, overseer, stranger, member, tree, month):
    client.force_login(overseer)
    assert client.get(reverse("reports:detail", args=[built.pk])).status_code == 404
    own = Report.objects.request(tree.body, Kind.MONTH, month, by=overseer)
    assert client.get(reverse("reports:detail", args=[own.pk])).status_code == 200
    client.force_login(stranger)
    assert client.get(reverse("reports:detail", args=[own.pk])).status_code == 404
    assert client.post(reverse("reports:rebuild_report", args=[own.pk])).status_code == 404


def test_a_specialist_reads_but_does_not_issue(client, specialist, tree, month, overseer):
    own = Report.objects.request(tree.body, Kind.MONTH, month, by=overseer)
    client.force_login(specialist)
    assert client.get(reverse("reports:detail", args=[own.pk])).status_code == 200
    assert client.post(reverse("reports:issue", args=[own.pk])).status_code == 403
    assert client.post(reverse("reports:rebuild_report", args=[own.pk])).status_code == 403
    assert "Dựng báo cáo" not in client.get(reverse("reports:list")).content.decode()


def test_pages_cost_few_questions(as_board, built, django_assert_max_num_queries):
    for name, arguments in (("list", []), ("detail", [built.pk]), ("progress", [built.pk])):
        address = reverse(f"reports:{name}", args=arguments)
        as_board.get(address)
        with django_assert_max_num_queries(20):
            as_board.get(address)


def test_the_minutes_of_a_meeting(client, tree, secretary, overseer, board, stranger, member):
    meeting = MeetingFactory(organization=tree.chapter, closed=True, month=months_ago(0))
    address = reverse("reports:minutes", args=[meeting.pk])
    for person, status in ((secretary, 200), (overseer, 200), (board, 200), (stranger, 404), (member, 403)):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.force_login(secretary)
    text = whole(client.get(address).content)
    assert "BIÊN BẢN" in text
    assert "Số 01-BB/CB" in text


def test_before_closing_the_minutes_are_a_draft(client, tree, secretary):
    meeting = MeetingFactory(organization=tree.chapter, is_open=True, month=months_ago(0))
    client.force_login(secretary)
    text = whole(client.get(reverse("reports:minutes", args=[meeting.pk])).content)
    assert "DỰ THẢO LẦN 1" in text
    planned = MeetingFactory(organization=tree.chapter, kind=Meeting.Kind.THEMATIC, month=months_ago(0))
    assert client.get(reverse("reports:minutes", args=[planned.pk])).status_code == 404


def test_papers_say_what_they_are(built):
    assert str(built) in str(ReportPaper.objects.get())


# --- The sentences


def test_sentences_are_changed_and_numbers_stay(
    as_board, built, tree, month, django_capture_on_commit_callbacks
):
    held(tree.other_chapter, month)
    refresh.rebuild_month(month)
    counts = built.content["counts"]
    address = reverse("reports:prose", args=[built.pk])
    page = as_board.get(address).content.decode()
    assert "Có 01 chi bộ chưa tổ chức sinh hoạt" in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_board.post(
            address,
            {
                "results": "1. Kết quả tốt.",
                "limits": "1. Còn chậm.\r\n2. Nguyên nhân: bận việc.",
                "requests": "",
            },
        )
    assert answer.url == reverse("reports:detail", args=[built.pk])
    built.refresh_from_db()
    assert built.content["counts"] == counts
    assert built.content["prose"]["limits"] == ["1. Còn chậm.", "2. Nguyên nhân: bận việc."]
    text = whole(bytes(built.paper.pdf))
    assert "2. Nguyên nhân: bận việc." in text
    assert "DỰ THẢO LẦN 2" in text
    assert "408" not in text


def test_built_anew_the_sentences_follow_the_new_numbers(
    as_board, built, board, tree, month, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        built.edit_prose({"results": ["Đã sửa."], "limits": [], "requests": []}, by=board)
    again = ask(tree.bloc, Kind.MONTH, month, by=board, capture=django_capture_on_commit_callbacks)
    assert (again.draft, again.content["prose"]) == (3, None)


def test_sentences_of_an_issued_or_unbuilt_report_stay(as_board, built, board, tree, month):
    built.issue(by=board)
    answer = as_board.post(reverse("reports:prose", args=[built.pk]), {"results": "Khác."})
    assert answer.status_code == 422
    assert "báo cáo thay thế" in answer.content.decode()
    waiting = Report.objects.request(tree.body, Kind.MONTH, month, by=board)
    with pytest.raises(RuleError, match="đang được dựng"):
        waiting.edit_prose({}, by=board)
    address = reverse("reports:prose", args=[waiting.pk])
    assert as_board.get(address).url == reverse("reports:detail", args=[waiting.pk])
