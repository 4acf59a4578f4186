"""Lists and pages of organizations and members: what they show, to whom, in how many queries."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from chapters import columns
from chapters.columns import MemberYear
from tests.factories.chapters import (
    BaseChapterFactory,
    ChapterFactory,
    MemberFactory,
    PostHoldingFactory,
    SubBodyFactory,
)

QUERIES = 20
MEMBERS = reverse("chapters:members")
ORGANIZATIONS = reverse("chapters:organizations")


@pytest.fixture
def known_year(monkeypatch):
    """Figures of the year, as an app above would put them in."""
    years: dict[int, MemberYear] = {}
    monkeypatch.setattr(
        columns, "_sources", [lambda member_ids, _year: {pk: years[pk] for pk in member_ids if pk in years}]
    )
    return years


def names(response):
    return [row.member.full_name for row in response.context["rows"]]


def test_members_stand_in_the_order_of_their_given_names(secretary, sign_in, chapter):
    for name in ("Trần Văn Đạt", "Trần Văn Dũng", "Lê Thị Ẩn", "Vũ Thị Ánh"):
        MemberFactory(organization=chapter, full_name=name)
    response = sign_in(secretary).get(MEMBERS)
    assert names(response) == [
        "Vũ Thị Ánh",
        "Lê Thị Ẩn",
        "Trần Thị Hòa Bình",
        "Trần Văn Dũng",
        "Trần Văn Đạt",
    ]
    assert "5 đảng viên (5 chính thức, 0 dự bị)" in response.text


def test_a_name_is_found_without_accents(secretary, sign_in, chapter):
    MemberFactory(organization=chapter, full_name="Đỗ Văn Khải")
    assert names(sign_in(secretary).get(MEMBERS, {"q": "do van"})) == ["Đỗ Văn Khải"]
    missed = sign_in(secretary).get(MEMBERS, {"q": "hoa xyz"})
    assert "Không thấy “hoa xyz”." in missed.text


def test_filters_say_how_many_they_show(secretary, sign_in, chapter, known_year):
    new = MemberFactory(organization=chapter, probationary=True, full_name="Bùi Thị Lan")
    old = MemberFactory(organization=chapter, full_name="Bùi Văn Sơn")
    old.exempt(by=None, on=date(2020, 1, 1))
    known_year[old.pk] = MemberYear(
        present=9, due=11, spoken=3, open_tasks=1, notices=["3 kỳ chưa phát biểu"]
    )
    browser = sign_in(secretary)
    response = browser.get(MEMBERS)
    assert [(segment["words"], segment["count"]) for segment in response.context["segments"]] == [
        ("Tất cả", 3),
        ("Chính thức", 2),
        ("Dự bị", 1),
        ("Miễn sinh hoạt", 1),
        ("Cần chú ý", 1),
    ]
    assert "9/11" in response.text
    assert names(browser.get(MEMBERS, {"filter": "probationary"})) == [new.full_name]
    assert names(browser.get(MEMBERS, {"filter": "exempt"})) == [old.full_name]
    assert names(browser.get(MEMBERS, {"filter": "official", "q": "bui"})) == [old.full_name]
    assert names(browser.get(MEMBERS, {"filter": "notice"})) == [old.full_name]


def test_guests_are_listed_apart(tree, secretary, sign_in):
    guest = MemberFactory(organization=tree.other_chapter, full_name="Mai Thị Khách")
    guest.send_temporarily(by=None, on=date(2026, 1, 5), to=tree.chapter)
    response = sign_in(secretary).get(MEMBERS)
    assert response.context["guests"] == [guest]
    assert guest.full_name not in names(response)


def test_a_member_reads_the_names_of_the_chapter_and_the_own_page_alone(member, secretary, sign_in):
    browser = sign_in(member)
    response = browser.get(MEMBERS)
    assert names(response) == ["Trần Thị Hòa Bình", "Nguyễn Thế Kỷ"]
    assert "Cần chú ý" not in response.text.split("<tbody>")[1]
    assert browser.get(reverse("chapters:member", args=[member.member.pk])).status_code == 200
    assert browser.get(reverse("chapters:member", args=[secretary.member.pk])).status_code == 403


def test_members_below_a_body_are_paged_at_a_constant_cost(
    tree, overseer, sign_in, django_assert_max_num_queries
):
    MemberFactory.create_batch(60, organization=tree.chapter)
    browser = sign_in(overseer)
    with django_assert_max_num_queries(QUERIES):
        response = browser.get(MEMBERS)
    assert len(response.context["rows"]) == 50
    assert '1–50</span> trong <span class="fig">60' in response.text
    assert len(browser.get(MEMBERS, {"page": 2}).context["rows"]) == 10


def test_a_page_of_a_member_costs_the_same_for_anyone(secretary, sign_in, django_assert_max_num_queries):
    post = secretary.member.posts.get()
    browser = sign_in(secretary)
    with django_assert_max_num_queries(QUERIES):
        response = browser.get(reverse("chapters:member", args=[secretary.member.pk]))
    assert "Trần Thị Hòa Bình" in response.text
    assert post.get_post_display() in response.text


def test_the_list_goes_to_excel_as_text(secretary, sign_in, chapter):
    MemberFactory(
        organization=chapter, full_name="=cmd|A1 B", job_title="+84 =HYPERLINK(1)", card_number="38045671"
    )
    response = sign_in(secretary).get(reverse("chapters:members_excel"))
    sheet = load_workbook(BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "38045671" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def test_a_member_may_not_take_the_list_away(member, sign_in):
    assert sign_in(member).get(reverse("chapters:members_excel")).status_code == 403


def test_the_tree_is_shown_whole_in_few_queries(tree, board, sign_in, django_assert_max_num_queries):
    deep = ChapterFactory(parent=SubBodyFactory(parent=tree.body), name="Chi bộ Khoa Nội")
    post = PostHoldingFactory(member__organization=deep)
    MemberFactory.create_batch(3, organization=deep)
    browser = sign_in(board)
    with django_assert_max_num_queries(QUERIES):
        response = browser.get(ORGANIZATIONS)
    body = next(row for row in response.context["rows"] if row.organization == tree.body)
    assert body.organization.members_count == 4
    assert body.organization.chapters_count == 2
    sub = next(row for row in body.below if row.organization.kind == "sub_party_body")
    assert [row.organization for row in sub.below] == [deep]
    assert sub.below[0].secretary == post.member.full_name


def test_organizations_are_found_without_accents_and_by_kind(tree, board, sign_in):
    BaseChapterFactory(parent=tree.bloc, name="Chi bộ Ngân hàng Chính sách")
    browser = sign_in(board)
    found = browser.get(ORGANIZATIONS, {"q": "ngan hang"})
    assert [row.organization.name for row in found.context["rows"]] == ["Chi bộ Ngân hàng Chính sách"]
    chapters = browser.get(ORGANIZATIONS, {"kind": "chapter"})
    assert {row.organization for row in chapters.context["rows"]} == {tree.chapter, tree.other_chapter}
    counts = {segment["words"]: segment["count"] for segment in chapters.context["segments"]}
    assert counts == {"Tất cả": 5, "Đảng bộ cơ sở": 2, "Chi bộ cơ sở": 1, "Chi bộ trực thuộc": 2}
    assert "Không thấy “xyz”." in browser.get(ORGANIZATIONS, {"q": "xyz"}).text


def test_the_dissolved_are_hidden_unless_asked_for(tree, board, sign_in):
    gone = ChapterFactory(parent=tree.body, name="Chi bộ Đã Cũ")
    gone.dissolve(by=None, on=date(2026, 3, 1))
    browser = sign_in(board)
    hidden = browser.get(ORGANIZATIONS)
    assert gone.name not in hidden.text
    assert "Hiện cả 1 tổ chức đã giải thể" in hidden.text
    assert gone.name in browser.get(ORGANIZATIONS, {"all": 1}).text
    assert gone.name in browser.get(reverse("chapters:organization", args=[tree.body.pk])).text


def test_counts_of_an_office_list_stand_until_members_are_entered(tree, board, sign_in):
    tree.chapter.amend(by=None, reported_members=17, reported_official=15, reported_secretary="Lê Thị Hoa")
    response = sign_in(board).get(reverse("chapters:organization", args=[tree.body.pk]))
    row = response.context["children"][0]
    assert (row.members, row.official, row.secretary, row.is_as_reported) == (17, 15, "Lê Thị Hoa", True)


def test_one_who_works_in_a_chapter_is_shown_the_chapter(secretary, sign_in, chapter):
    response = sign_in(secretary).get(ORGANIZATIONS)
    assert response.url == reverse("chapters:organization", args=[chapter.pk])


def test_a_small_chapter_warns(tree, overseer, sign_in, django_assert_max_num_queries):
    MemberFactory(organization=tree.chapter)
    browser = sign_in(overseer)
    with django_assert_max_num_queries(QUERIES):
        response = browser.get(reverse("chapters:organization", args=[tree.chapter.pk]))
    assert "1 đảng viên chính thức, dưới 3" in response.text
    assert "Dưới 3 đảng viên chính thức" in browser.get(ORGANIZATIONS).text


def test_organizations_go_to_excel(tree, board, sign_in):
    response = sign_in(board).get(reverse("chapters:organizations_excel"), {"kind": "chapter"})
    sheet = load_workbook(BytesIO(response.content)).active
    assert [sheet.cell(row, 2).value for row in (4, 5)] == ["Chi bộ Văn phòng", "Chi bộ Thanh tra"]
