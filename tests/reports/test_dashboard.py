"""The page of a month: of the Khối, a đảng bộ, a chapter; from tallies, in few queries, within reach."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chapters.models import Organization, Placement
from meetings.models import HeadCount, Meeting
from reports.models import Tally
from reports.tallies import refresh
from scoring.models import Grade, ScoreSheet
from tests.factories.reports import held, months_ago, this_month

QUERIES = 20


@pytest.fixture
def month(tree):
    """The month before: the chapter met late with points fallen by twelve, the other chapter did not meet."""
    before, month = months_ago(2), months_ago(1)
    for at, day, points, grade in ((before, 5, 92, Grade.TOT), (month, 20, 80, Grade.KHA)):
        meeting = held(
            tree.chapter,
            at,
            day=day,
            status="accepted",
            accepted_at=timezone.now(),
            registered_on=at.replace(day=5),
        )
        HeadCount.objects.create(meeting=meeting, present=20, expected=22)
        ScoreSheet.objects.create(
            meeting=meeting, status="reviewed", adopted_at=timezone.now(), reviewed_at=timezone.now(),
            adopted_points=Decimal(93), adopted_grade=Grade.TOT, reviewed_points=Decimal(points),
            reviewed_grade=grade,
        )  # fmt: skip
    held(tree.other_chapter, before, day=5)
    refresh.rebuild(refresh.all_months())
    return month


def page(client, organization, month=None, **query):
    return client.get(
        reverse("reports:dashboard", args=[organization.pk, month] if month else [organization.pk]), query
    )


def test_the_board_sees_its_khoi_and_the_month_at_hand_without_naming_them(tree, board, sign_in):
    refresh.refresh_stale()
    answer = sign_in(board).get(reverse("reports:dashboard"))
    assert answer.status_code == 200
    assert tree.bloc.name in answer.text
    assert f"Tháng {this_month().month}/{this_month().year}" in answer.text


def test_five_figures_with_their_parts(tree, board, sign_in, month):
    answer = page(sign_in(board), tree.bloc, month)
    figures = answer.context["page_of"].figures
    assert [(figure.part, figure.whole) for figure in figures] == [(1, 2), (0, 2), (20, 22), (0, 1), (1, 2)]
    assert "Vì sao có số này?" in answer.text
    assert "chưa đạt (−98,0 điểm %)" in answer.text
    assert f"tháng {months_ago(2).month}: 2/2" in answer.text


def test_what_deserves_an_eye_names_the_person_in_charge(tree, board, specialist, sign_in, month):
    answer = page(sign_in(board), tree.bloc, month)
    said = [(concern.what, concern.chapter.name, concern.in_charge) for concern in answer.context["concerns"]]
    assert ("Chưa tổ chức sinh hoạt", "Chi bộ Thanh tra", "") in said
    assert ("Điểm giảm từ 10 trở lên", "Chi bộ Văn phòng", "Bùi Minh Đức") in said
    assert ("Tự chấm cao hơn thẩm định từ 10 điểm", "Chi bộ Văn phòng", "Bùi Minh Đức") in said
    assert any(what.startswith("Họp chậm") for what, _, _ in said)
    assert "từ 92 xuống 80" in answer.text


def test_the_ledger_shows_exceptions_and_says_how_many_are_left_out(tree, board, sign_in, month):
    Organization.found(by=None, kind="base_chapter", name="Chi bộ cơ sở Hội Nông dân", parent=tree.bloc)
    quiet = Organization.objects.get(name="Chi bộ cơ sở Hội Nông dân")
    for at in (months_ago(2), months_ago(1), this_month()):
        held(quiet, at, day=1)
    refresh.rebuild(refresh.all_months())
    shown = page(sign_in(board), tree.bloc, month)
    assert "1 tổ chức còn lại: đủ, đúng hạn" in shown.text
    everything = page(sign_in(board), tree.bloc, month, rows="all")
    assert len(everything.context["page_of"].shown_heat_rows) == 3


def test_search_without_accents(tree, board, sign_in, month):
    answer = page(sign_in(board), tree.bloc, month, q="cong thuong")
    assert [line.organization for line in answer.context["lines"]] == [tree.other_body]
    nothing = page(sign_in(board), tree.bloc, month, q="không có")
    assert "Không thấy “không có”" in nothing.text


def test_a_party_body_leads_to_its_chapters_and_their_meetings(tree, overseer, sign_in, month):
    answer = page(sign_in(overseer), tree.body, month)
    meeting = Meeting.objects.get(organization=tree.chapter, month=month)
    assert reverse("meetings:detail", args=[meeting.pk]) in answer.text
    assert reverse("reports:dashboard", args=[tree.chapter.pk, month]) in answer.text


def test_a_chapter_sees_its_own_months(tree, secretary, sign_in, month):
    answer = page(sign_in(secretary), tree.chapter, month)
    assert answer.status_code == 200
    assert "Họp chậm" in answer.text


def test_a_month_before_the_book_is_an_empty_page(tree, board, sign_in, month):
    answer = page(sign_in(board), tree.bloc, months_ago(40))
    assert "Chưa có số liệu của tháng này." in answer.text


def test_out_of_reach_is_404_and_a_plain_member_is_refused(tree, overseer, member, sign_in):
    assert page(sign_in(overseer), tree.other_body, this_month()).status_code == 404
    assert page(sign_in(member), tree.chapter, this_month()).status_code == 403
    assert sign_in(overseer).get("/dashboard/1/2026-13/").status_code == 404


def test_figures_are_those_of_the_tree_of_that_month(tree, board, sign_in, month):
    Placement.objects.filter(organization=tree.chapter).update(ends_on=months_ago(0) - timedelta(days=1))
    Placement.objects.create(organization=tree.chapter, parent=tree.other_body, starts_on=months_ago(0))
    refresh.rebuild(refresh.all_months())
    then = page(sign_in(board), tree.body, month).context["lines"]
    assert [line.organization for line in then] == [tree.chapter]
    now = page(sign_in(board), tree.other_body, this_month()).context["lines"]
    assert tree.chapter in [line.organization for line in now]


def test_the_spreadsheet_holds_text_and_numbers_never_formulas(tree, board, sign_in, month):
    Organization.objects.filter(pk=tree.body.pk).update(name="=1+1 Đảng bộ Sở Tư liệu")
    answer = sign_in(board).get(reverse("reports:dashboard_excel", args=[tree.bloc.pk, month]))
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    line = next(row for row in rows if row[1] and "Sở Tư liệu" in str(row[1]))
    assert (line[1], line[5], line[7]) == ("=1+1 Đảng bộ Sở Tư liệu", 1, 1)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_chapters_spreadsheet_lists_its_months(tree, secretary, sign_in, month):
    answer = sign_in(secretary).get(reverse("reports:dashboard_excel", args=[tree.chapter.pk, month]))
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert any(row[0] == f"{month.month}/{month.year}" and row[10] == "Khá" for row in rows)


def test_few_queries_whatever_lies_below(tree, board, sign_in):
    for body in range(30):
        above = Organization.found(
            by=None, kind="base_party_body", name=f"Đảng bộ Sở {body}", parent=tree.bloc
        )
        for chapter in range(3):
            Organization.found(by=None, kind="chapter", name=f"Chi bộ {chapter}", parent=above)
    held(tree.chapter, months_ago(3))
    refresh.rebuild(refresh.all_months())
    assert Tally.objects.get(organization=tree.bloc, month=this_month()).due == 92
    client = sign_in(board)
    page(client, tree.bloc, months_ago(1))
    with CaptureQueriesContext(connection) as seen:
        page(client, tree.bloc, months_ago(1), rows="all")
    assert len(seen) <= QUERIES, [query["sql"][:120] for query in seen]
