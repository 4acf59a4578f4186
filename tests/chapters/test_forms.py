"""The acts as people type them: what is asked, what is answered, and that nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from chapters.models import Member, Organization
from tests.factories.chapters import ChapterFactory, MemberFactory, PostHoldingFactory

DAY = "1/7/2026"


@pytest.fixture
def committee(overseer, sign_in):
    return sign_in(overseer)


@pytest.fixture
def someone(chapter):
    return MemberFactory(organization=chapter, full_name="Đỗ Văn Khải")


def address(name, thing):
    return reverse(f"chapters:{name}", args=[thing.pk])


def test_a_new_member_is_entered(committee, chapter):
    response = committee.post(
        reverse("chapters:member_new"),
        {
            "organization": chapter.pk,
            "full_name": "BÙI  THỊ LAN",
            "sex": "female",
            "birth_date": "5-2-1990",
            "card_number": "38.045671",
            "admitted_on": "03/02/2015",
            "official_on": "3/2/2016",
            "reason": "listed",
            "on": DAY,
        },
    )
    entered = Member.objects.get()
    assert response.url == address("member", entered)
    assert (entered.full_name, entered.card_number, entered.birth_year) == ("Bùi Thị Lan", "38045671", 1990)
    assert entered.memberships.get().starts_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("full_name", "", "Cần ghi họ và tên khai sinh."),
        ("full_name", "Lan", "Ghi đủ họ và tên."),
        ("birth_date", "31/02/1990", "31/02 không có trong lịch."),
        ("birth_date", "5/2/2016", "Ngày vào Đảng trước ngày sinh."),
        ("birth_year", "90?", "Ghi năm bằng bốn chữ số."),
        ("card_number", "38.04567", "Số thẻ có 8 chữ số, ở đây có 7."),
        ("card_number", "12345678", "Số thẻ này đã ghi cho một đảng viên khác."),
        ("official_on", "1/1/2014", "Ngày chính thức trước ngày vào Đảng."),
        ("official_on", "1/1/2199", "sau ngày hôm nay"),
        ("organization", "", "Cần chọn chi bộ."),
        ("on", "", "Cần ghi ngày."),
        ("reason", "admitted", "chưa có ngày chính thức."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(committee, chapter, field, typed, sentence):
    MemberFactory(organization=chapter, card_number="12345678")
    entered = {
        "organization": chapter.pk,
        "full_name": "Bùi Thị Lan",
        "admitted_on": "03/02/2015",
        "official_on": "3/2/2016",
        "job_title": "Chuyên viên phòng Tổng hợp",
        "reason": "listed",
        "on": DAY,
    }
    response = committee.post(reverse("chapters:member_new"), entered | {field: typed})
    assert response.status_code == 422
    assert sentence in response.text
    assert "Chuyên viên phòng Tổng hợp" in response.text
    assert response.text.count("Chưa lưu được: còn 1 chỗ cần sửa.") == 1
    assert Member.objects.count() == 1


def test_putting_right(committee, someone):
    page = committee.get(address("member_edit", someone))
    assert "19/05/1980" in page.text
    committee.post(
        address("member_edit", someone),
        {
            "full_name": "Đỗ Văn Khái",
            "birth_date": "19/5/1981",
            "admitted_on": "3/2/2010",
            "official_on": "3/2/2011",
        },
    )
    someone.refresh_from_db()
    assert (someone.full_name, someone.birth_year) == ("Đỗ Văn Khái", 1981)


def test_a_transfer_crosses_the_limits_of_reach(committee, someone, tree):
    response = committee.post(
        address("member_transfer", someone), {"organization": tree.other_chapter.pk, "on": DAY}, follow=True
    )
    someone.refresh_from_db()
    assert someone.organization == tree.other_chapter
    assert "Đã chuyển sinh hoạt đảng." in response.text
    assert committee.get(address("member", someone)).status_code == 404


def test_a_broken_rule_comes_back_above_the_form(committee, someone, tree):
    response = committee.post(
        address("member_transfer", someone), {"organization": tree.other_chapter.pk, "on": "1/1/2015"}
    )
    assert response.status_code == 422
    assert "ngày chuyển phải sau ngày đó" in response.text
    assert 'value="1/1/2015"' in response.text


def test_temporary_transfer_and_return(committee, someone, tree):
    missing = committee.post(address("member_send", someone), {"on": DAY})
    assert "hoặc ghi nơi đến ngoài hệ thống" in missing.text
    committee.post(address("member_send", someone), {"on": DAY, "note": "Lớp cao cấp lý luận"})
    assert someone.statuses.get().note == "Lớp cao cấp lý luận"
    committee.post(address("member_return", someone), {"on": "1/9/2026"})
    assert someone.statuses.get().ends_on == date(2026, 8, 31)


def test_exemption_begins_and_ends(committee, someone):
    committee.post(address("member_exempt", someone), {"on": DAY, "note": "tuổi cao, tự nguyện đề nghị"})
    assert "Hết miễn sinh hoạt" in committee.get(address("member", someone)).text
    committee.post(address("member_exemption_end", someone), {"on": "1/9/2026"})
    assert someone.statuses.get().ends_on == date(2026, 8, 31)


def test_suspension_begins_and_ends(committee, someone):
    committee.post(address("member_suspend", someone), {"on": DAY, "decision": "07-QĐ/UBKT"})
    committee.post(address("member_suspension_end", someone), {"on": "1/9/2026"})
    assert someone.statuses.get().ends_on == date(2026, 8, 31)


def test_recognition_offers_the_day_the_probation_ends(committee, chapter):
    new = MemberFactory(organization=chapter, official_on=None, admitted_on=date(2025, 6, 1))
    assert 'value="01/06/2026"' in committee.get(address("member_official", new)).text
    committee.post(address("member_official", new), {"on": "1/6/2026"})
    new.refresh_from_db()
    assert new.official_on == date(2026, 6, 1)


def test_leaving_asks_why(committee, someone):
    assert "Cần chọn lý do." in committee.post(address("member_leave", someone), {"on": DAY}).text
    committee.post(address("member_leave", someone), {"on": DAY, "ending": "died"})
    someone.refresh_from_db()
    assert someone.organization is None


def test_a_post_is_begun_with_the_predecessor_ended_and_then_ended(committee, someone, chapter):
    former = PostHoldingFactory(member=MemberFactory(organization=chapter))
    typed = {"post": f"{chapter.pk}:secretary", "on": DAY}
    assert "đang là Bí thư" in committee.post(address("member_post", someone), typed).text
    committee.post(address("member_post", someone), typed | {"end_predecessor": "on"})
    former.refresh_from_db()
    assert former.ends_on == date(2026, 6, 30)
    post = someone.posts.get()
    committee.post(address("post_end", post), {"on": "1/9/2026"})
    post.refresh_from_db()
    assert post.ends_on == date(2026, 8, 31)


def test_posts_above_ones_right_are_not_offered(committee, someone, tree):
    page = committee.get(address("member_post", someone)).text
    assert tree.body.name in page
    assert f'"{tree.bloc.pk}:secretary"' not in page


def test_a_new_organization_stands_below_the_one_asked_for(board, sign_in, tree):
    browser = sign_in(board)
    new = f"{reverse('chapters:organization_new')}?parent={tree.body.pk}"
    assert "Đảng bộ Khối" not in browser.get(new).text.split("<form")[-1]
    browser.post(
        new, {"kind": "chapter", "name": "Chi bộ Hành chính", "founded_on": "1/7/2026", "fixed_day": "3"}
    )
    founded = Organization.objects.get(name="Chi bộ Hành chính")
    assert (founded.parent, founded.fixed_day, founded.code) == (tree.body, 3, None)


def test_a_code_is_used_once(board, sign_in, tree):
    tree.chapter.amend(by=None, code="38.168.053.000.001")
    browser = sign_in(board)
    response = browser.post(
        address("organization_edit", tree.other_chapter),
        {"name": tree.other_chapter.name, "code": "38.168.053.000.001", "fixed_day": "32"},
    )
    assert "đã dùng cho Chi bộ Văn phòng" in response.text
    assert "Ghi một số từ 1 đến 31." in response.text
    browser.post(address("organization_edit", tree.chapter), {"name": "Chi bộ Văn phòng Sở", "code": ""})
    tree.chapter.refresh_from_db()
    assert (tree.chapter.name, tree.chapter.code) == ("Chi bộ Văn phòng Sở", None)


def test_the_acts_on_the_tree(board, sign_in, tree, someone):
    browser = sign_in(board)
    stays = MemberFactory(organization=tree.chapter)
    browser.post(address("organization_rename", tree.chapter), {"name": "Chi bộ Văn phòng Sở", "on": DAY})
    browser.post(
        address("organization_split", tree.chapter),
        {"name": "Chi bộ Hành chính", "on": "1/8/2026", "members": [someone.pk]},
    )
    new = Organization.objects.get(name="Chi bộ Hành chính")
    browser.post(address("organization_move", new), {"parent": tree.bloc.pk, "on": "1/9/2026"})
    browser.post(address("organization_merge", tree.chapter), {"other": new.pk, "on": "1/10/2026"})
    for changed in (new, tree.chapter, stays):
        changed.refresh_from_db()
    assert tree.chapter.name == "Chi bộ Văn phòng Sở"
    assert tree.chapter.dissolved_on == date(2026, 10, 1)
    assert (new.parent, new.kind) == (tree.bloc, "base_chapter")
    assert {member.organization for member in (stays, *new.members.all())} == {new}
    empty = ChapterFactory(parent=tree.body)
    browser.post(address("organization_dissolve", empty), {"on": DAY})
    empty.refresh_from_db()
    assert empty.dissolved_on == date(2026, 7, 1)
    page = browser.get(address("organization", tree.chapter)).text
    assert "trước là Chi bộ Văn phòng" in page
    assert "Sáp nhập: Chi bộ Hành chính" in page


def test_terms_are_entered(committee, tree):
    committee.post(
        address("organization_term", tree.chapter),
        {"label": "2025 - 2027", "starts_on": "1/6/2025", "ends_on": "1/12/2027"},
    )
    assert "2025 - 2027" in committee.get(address("organization", tree.chapter)).text


def test_the_first_organization_is_founded_by_the_systems_keeper(db, sign_in, django_user_model):
    keeper = django_user_model.objects.create_superuser("goc", full_name="Người cài đặt", password="x")
    browser = sign_in(keeper)
    assert "Chưa có tổ chức nào." in browser.get(reverse("chapters:organizations")).text
    browser.post(reverse("chapters:organization_new"), {"kind": "bloc", "name": "Đảng bộ Khối"})
    assert Organization.objects.get().kind == "bloc"
