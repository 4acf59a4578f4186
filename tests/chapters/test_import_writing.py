"""An import from the upload to the rows written, imported again, and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files import File

from accounts.models import Entry
from chapters.imports import work
from chapters.imports.counts import counts_of
from chapters.imports.deciding import confirm_name, decide
from chapters.models import ImportBatch, ImportRow, Member, Organization, PostHolding
from common.errors import RuleError
from tests.factories.accounts import UserFactory
from tests.factories.chapters import BlocFactory, BodyFactory, ChapterFactory

if TYPE_CHECKING:
    from accounts.models import User

DATA = Path(__file__).parent.parent / "data"
CHAPTERS = [
    "Chi bộ Văn phòng",
    "Chi bộ Phòng Nghiệp vụ",
    "Chi bộ Trung tâm Lưu trữ",
    "Chi bộ Thanh tra",
    "Chi bộ Quản trị",
    "Chi bộ Trung tâm Số hóa",
]


@pytest.fixture
def keeper(db) -> User:
    return UserFactory(is_superuser=True)


@pytest.fixture
def body(db) -> Organization:
    body = BodyFactory(parent=BlocFactory(), name="Đảng bộ Sở Tư liệu")
    for name in CHAPTERS:
        ChapterFactory(parent=body, name=name)
    return body


def read(kind: str, file: str, organization: Organization | None, by: User | None) -> ImportBatch:
    with (DATA / file).open("rb") as stream:
        batch = ImportBatch.objects.request(kind, File(stream, file), name=file, organization=organization, by=by)
    work.run(batch.pk)
    batch.refresh_from_db()
    return batch


def write(batch: ImportBatch, by: User | None) -> None:
    batch.write(by=by)
    work.run(batch.pk)
    batch.refresh_from_db()
    assert not batch.error, batch.error


def take_back(batch: ImportBatch, by: User | None) -> None:
    batch.take_back(by=by)
    work.run(batch.pk)
    batch.refresh_from_db()


def members_of_so_tu_lieu(body: Organization, by: User) -> ImportBatch:
    batch = read("members", "dang_vien_so_tu_lieu.xlsx", body, by)
    for name in batch.names.filter(is_confirmed=False):
        confirm_name(name, name.organization, by=by)
    return batch


def row(batch: ImportBatch, number: int) -> ImportRow:
    return batch.rows.select_related("batch").get(number=number)


def test_an_empty_installation_gets_its_khoi_from_the_list(keeper) -> None:
    batch = read("organizations", "to_chuc_dang.xlsx", None, keeper)
    counts = counts_of(batch)
    assert (counts["rows"], counts["new"], counts["unclear"], counts["waiting"]) == (458, 450, 8, 7)
    assert Organization.objects.count() == 0
    write(batch, keeper)
    bloc = Organization.objects.get(kind="bloc")
    assert (bloc.name, bloc.superior_name, bloc.place_name) == (
        "Đảng bộ Khối các cơ quan tỉnh",
        "Đảng bộ tỉnh An Lạc",
        "An Lạc",
    )
    assert Organization.objects.count() == 1 + 443
    so = Organization.objects.get(name="Đảng bộ Sở Tư liệu")
    assert (so.code, so.founded_year, so.reported_members, so.kind) == ("26", 1963, 111, "base_party_body")
    assert so.children.get(name="Chi bộ Thanh tra").code == "26.04"
    assert so.children.get(name="Chi bộ Thanh tra").chapter_type == "admin_agency"
    inside = Organization.objects.get(name="Chi bộ Đội Quản lý vận hành 2", parent__kind="sub_party_body")
    assert inside.parent.parent.name == "Đảng bộ Công ty Điện lực An Lạc"


def test_a_decision_about_a_superior_frees_what_waits_for_it(keeper) -> None:
    batch = read("organizations", "to_chuc_dang.xlsx", None, keeper)
    write(batch, keeper)
    for number, decision in ((440, "accept"), (50, "accept"), (127, "drop"), (132, "accept"), (133, "accept")):
        decide(row(batch, number), decision, {}, by=keeper)
    with pytest.raises(RuleError, match="cần sửa trước khi ghi"):
        decide(row(batch, 100), "accept", {}, by=keeper)
    with pytest.raises(RuleError, match="khác tổng số"):
        decide(row(batch, 100), "edit", {"members": "12", "official": "12", "probationary": "1"}, by=keeper)
    decide(row(batch, 100), "edit", {"members": "13", "official": "12", "probationary": "1"}, by=keeper)
    write(batch, keeper)
    assert Organization.objects.get(name="Đảng bộ Bưu điện tỉnh An Lạc").children.count() == 7
    assert Organization.objects.get(name="Chi bộ Hội Nông dân tỉnh").kind == "base_chapter"
    assert Organization.objects.filter(name="Chi bộ Phòng Quản lý chất lượng", parent__name__contains="Công").count() == 2
    counts = counts_of(batch)
    assert (counts["unclear"], counts["waiting"], counts["dropped"]) == (2, 0, 1)
    again = read("organizations", "to_chuc_dang.xlsx", Organization.objects.get(kind="bloc"), keeper)
    counts = counts_of(again)
    assert (counts["new"], counts["changed"]) == (0, 1)  # row 100: the file still says 12
    assert counts["same"] == 454


def test_importing_organizations_again_changes_nothing(keeper) -> None:
    write(read("organizations", "to_chuc_dang.xlsx", None, keeper), keeper)
    bloc = Organization.objects.get(kind="bloc")
    again = read("organizations", "to_chuc_dang.xlsx", bloc, keeper)
    counts = counts_of(again)
    assert (counts["to_write"], counts["same"], counts["unclear"]) == (0, 443, 8)


def test_organizations_taken_back_leave_nothing(keeper) -> None:
    batch = read("organizations", "to_chuc_dang.xlsx", None, keeper)
    write(batch, keeper)
    take_back(batch, keeper)
    assert not batch.error
    assert Organization.objects.count() == 0
    assert batch.taken_back_at


def test_members_are_written_when_their_chapter_is_confirmed(body, keeper) -> None:
    batch = read("members", "dang_vien_so_tu_lieu.xlsx", body, keeper)
    counts = counts_of(batch)
    assert (counts["rows"], counts["new"], counts["unclear"], counts["remarks"]) == (112, 97, 15, 1)
    assert [(name.title, name.is_confirmed) for name in batch.names.all()][:2] == [
        ("CHI BỘ VĂN PHÒNG SỞ", False),
        ("CHI BỘ PHÒNG NGHIỆP VỤ", True),
    ]
    assert counts["waiting"] == 21 + 8
    for name in batch.names.filter(is_confirmed=False):
        confirm_name(name, name.organization, by=keeper)
    assert counts_of(batch)["to_write"] == 97
    assert Member.objects.count() == 0
    write(batch, keeper)
    assert Member.objects.count() == 97
    assert counts_of(batch)["written"] == 97
    first = Member.objects.get(full_name="Lê Văn Toàn")
    assert (str(first.birth_date), first.card_number, first.organization.name) == (
        "1972-04-06",
        "38046504",
        "Chi bộ Văn phòng",
    )
    assert first.posts.get().post == PostHolding.Post.SECRETARY
    assert str(first.memberships.get().starts_on) == "2026-06-30"
    exempt = Member.objects.get(card_number="38078149").statuses.get()
    assert (exempt.kind, str(exempt.starts_on)) == ("exempt", "2024-01-01")
    left = Member.objects.get(card_number="38002352")
    assert left.organization is None
    assert str(left.memberships.get().ends_on) == "2026-03-31"
    assert Member.objects.get(card_number="38009605").statuses.get().kind == "away"
    assert Entry.objects.filter(verb="import.written", by=keeper).count() == 1
    assert Entry.objects.filter(verb="member.admitted", by=keeper).count() == 97


def test_importing_members_again_changes_nothing_and_remembers_the_names(body, keeper) -> None:
    write(members_of_so_tu_lieu(body, keeper), keeper)
    again = read("members", "dang_vien_so_tu_lieu.xlsx", body, keeper)
    counts = counts_of(again)
    assert not again.names.filter(is_confirmed=False).exists()
    assert (counts["to_write"], counts["same"], counts["unclear"]) == (0, 97, 15)


def test_members_taken_back_leave_nothing(body, keeper) -> None:
    batch = members_of_so_tu_lieu(body, keeper)
    write(batch, keeper)
    take_back(batch, keeper)
    assert not batch.error
    assert Member.objects.count() == 0
    assert Entry.objects.filter(verb="import.taken_back").exists()
    with pytest.raises(RuleError):
        batch.write(by=keeper)


def test_what_somebody_did_since_is_not_taken_back(body, keeper) -> None:
    batch = members_of_so_tu_lieu(body, keeper)
    write(batch, keeper)
    Member.objects.get(full_name="Lê Văn Toàn").amend(by=keeper, job_title="Chánh Văn phòng")
    take_back(batch, keeper)
    assert "Lê Văn Toàn" in batch.error
    assert Member.objects.count() == 97


def test_unclear_rows_wait_until_each_is_decided(body, keeper) -> None:
    batch = members_of_so_tu_lieu(body, keeper)
    write(batch, keeper)
    decide(row(batch, 71), "accept", {}, by=keeper)
    decide(row(batch, 121), "drop", {}, by=keeper)
    decide(row(batch, 46), "edit", {"birth": "28/02/1978"}, by=keeper)
    decide(row(batch, 104), "edit", {"name": "đinh văn hòa"}, by=keeper)
    with pytest.raises(RuleError, match="Cần ghi họ và tên"):
        decide(row(batch, 104), "edit", {"name": " "}, by=keeper)
    with pytest.raises(RuleError, match="không có trong lịch"):
        decide(row(batch, 89), "edit", {"admitted": "02/13/1999"}, by=keeper)
    counts = counts_of(batch)
    assert (counts["unclear"], counts["to_write"], counts["dropped"]) == (11, 3, 1)
    write(batch, keeper)
    assert Member.objects.count() == 100
    assert str(Member.objects.get(card_number="38016654").birth_date) == "1978-02-28"
    assert Member.objects.filter(full_name="Đinh Văn Hòa").exists()


def test_two_rows_with_one_card_are_not_both_written(body, keeper) -> None:
    batch = members_of_so_tu_lieu(body, keeper)
    for number in (72, 73):
        decide(row(batch, number), "accept", {}, by=keeper)
    write(batch, keeper)
    assert Member.objects.filter(card_number="38027698").count() == 1
    assert row(batch, 73).result == "unclear"


def test_changes_are_shown_old_and_new_and_taken_back(body, keeper) -> None:
    write(members_of_so_tu_lieu(body, keeper), keeper)
    member = Member.objects.get(full_name="Bùi Thị Lan")
    member.amend(by=keeper, birth_date=None, birth_year=1990, card_number="38000001", official_on=None)
    batch = read("members", "dang_vien_so_tu_lieu.xlsx", body, keeper)
    changed = batch.rows.get(result="changed")
    assert changed.differences == {
        "official": ["(trống)", "19/05/2017"],
        "card": ["38000001", "38026121"],
    }
    write(batch, keeper)
    member.refresh_from_db()
    assert (member.card_number, str(member.official_on)) == ("38026121", "2017-05-19")
    take_back(batch, keeper)
    assert not batch.error
    member.refresh_from_db()
    assert (member.card_number, member.official_on) == ("38000001", None)


def test_a_namesake_in_the_same_chapter_is_asked_about(body, keeper) -> None:
    chapter = body.children.get(name="Chi bộ Văn phòng")
    known = Member.admit(
        by=keeper,
        organization=chapter,
        on=chapter.founded_on,
        reason="listed",
        full_name="Bùi Thị Lan",
        birth_date="1990-06-21",
    )
    batch = members_of_so_tu_lieu(body, keeper)
    asked = row(batch, 12)
    assert [reason["code"] for reason in asked.reasons] == ["name_other_birth"]
    decide(asked, "one", {}, by=keeper)
    assert row(batch, 12).result == "changed"
    assert row(batch, 12).target_id == known.pk
    decide(row(batch, 12), "accept", {}, by=keeper)
    assert row(batch, 12).result == "new"


def test_a_list_without_sections_belongs_to_the_chapter_it_was_brought_to(db, keeper) -> None:
    chapter = ChapterFactory(name="Chi bộ Công ty cổ phần Cấp nước An Lạc")
    batch = read("members", "dang_vien_vni.xlsx", chapter, keeper)
    assert batch.understanding["encoding"] == "vni"
    assert counts_of(batch)["new"] == 23
    write(batch, keeper)
    assert chapter.members.count() == 23


def test_a_broken_file_fails_with_one_sentence(body, keeper, tmp_path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes((DATA / "to_chuc_dang.xlsx").read_bytes()[:3000])
    with path.open("rb") as stream:
        batch = ImportBatch.objects.request(
            "members", File(stream, "a.xlsx"), name="a.xlsx", organization=body, by=keeper
        )
    work.run(batch.pk)
    batch.refresh_from_db()
    assert batch.state == "failed"
    assert "Chưa ghi gì vào hệ thống" in batch.error
    assert batch.rows.count() == 0


def test_a_second_worker_finds_nothing_to_do(body, keeper) -> None:
    batch = members_of_so_tu_lieu(body, keeper)
    batch.write(by=keeper)
    work.run(batch.pk)
    work.run(batch.pk)
    assert Member.objects.count() == 97


def test_the_columns_a_person_chose_are_remembered(body, keeper) -> None:
    batch = read("members", "dang_vien_so_tu_lieu.xlsx", body, keeper)
    columns = {str(column): field for column, _, field in batch.understanding["headings"]} | {"4": "job"}
    batch.read_again(by=keeper, columns=columns)
    work.run(batch.pk)
    assert row(batch, 10).values["job"] == "Xã Yên Thủy Hạ, An Lạc"
    again = read("members", "dang_vien_so_tu_lieu.xlsx", body, keeper)
    assert row(again, 10).values["job"] == "Xã Yên Thủy Hạ, An Lạc"
