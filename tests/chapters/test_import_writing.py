"""An import from the upload to the rows written, imported again, and taken back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
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
        batch = ImportBatch.objects.request(
            kind, File(stream, file), name=file, organization=organization, by=by
        )
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


def test_the_list_of_the_khoi_goes_in_again_and_out(keeper) -> None:
    """An empty installation gets its Khối; the same file again changes nothing; taken back, nothing is left."""
    batch = read("organizations", "to_chuc_dang.xlsx", None, keeper)
    counts = counts_of(batch)
    assert (counts["rows"], counts["new"], counts["unclear"], counts["waiting"]) == (458, 450, 8, 7)
    assert Organization.objects.count() == 0
    assert not batch.names.exists()
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
    again = read("organizations", "to_chuc_dang.xlsx", bloc, keeper)
    counts = counts_of(again)
    assert (counts["to_write"], counts["same"], counts["unclear"]) == (0, 443, 8)
    take_back(batch, keeper)
    assert not batch.error
    assert Organization.objects.count() == 0
    assert batch.taken_back_at


LIST = [
    ["DANH SÁCH TỔ CHỨC ĐẢNG (tính đến 31/12/2025)"],
    ["TT", "Tên tổ chức đảng", "Loại hình", "Tổng số", "Chính thức", "Dự bị", "Bí thư", "Ghi chú"],
    [1, "Đảng bộ Sở A", "ĐBCS", 30, 28, 2, "Lê A", ""],
    ["1.1", "Chi bộ Một", "CBTT", 10, 9, 1, "Lê B", ""],
    ["1.2", "Chi bộ Hai", "CBTT", 12, 12, 1, "", ""],
    ["1.3", "Chi bộ Hai", "CBTT", 9, 9, 0, "khuyết", ""],
    [2, "Chi bộ Hội B", "", 5, 5, 0, "", ""],
    [3, "Chi bộ Hội C", "CBCS", 0, 0, 0, "", "Đã giải thể 01/7/2025"],
]


def organizations_of(rows: list[list[object]], organization: Organization, by: User) -> ImportBatch:
    target = io.BytesIO()
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    book.save(target)
    batch = ImportBatch.objects.request(
        "organizations", File(target, "a.xlsx"), name="a.xlsx", organization=organization, by=by
    )
    work.run(batch.pk)
    batch.refresh_from_db()
    assert not batch.error
    return batch


def test_a_decision_about_a_superior_frees_what_waits_for_it(keeper) -> None:
    bloc = BlocFactory()
    batch = organizations_of(LIST, bloc, keeper)
    assert [(one.number, [reason["code"] for reason in one.reasons]) for one in batch.rows.unclear()] == [
        (3, ["subtotal_mismatch"]),
        (5, ["sum_mismatch", "duplicate_name"]),
        (6, ["duplicate_name"]),
        (7, ["kind_missing"]),
        (8, ["dissolved"]),
    ]
    write(batch, keeper)
    assert bloc.children.count() == 0
    assert row(batch, 4).waits_for == "dòng 3 (Đảng bộ Sở A)"
    for number, decision in ((3, "accept"), (6, "accept"), (7, "accept"), (8, "accept")):
        decide(row(batch, number), decision, {}, by=keeper)
    with pytest.raises(RuleError, match="cần sửa trước khi ghi"):
        decide(row(batch, 5), "accept", {}, by=keeper)
    with pytest.raises(RuleError, match="khác tổng số"):
        decide(row(batch, 5), "edit", {"members": "12", "official": "12", "probationary": "1"}, by=keeper)
    decide(row(batch, 5), "edit", {"members": "13", "official": "12", "probationary": "1"}, by=keeper)
    write(batch, keeper)
    body = Organization.objects.get(name="Đảng bộ Sở A")
    assert [(one.name, one.code, one.reported_members) for one in body.children.in_order()] == [
        ("Chi bộ Một", "01.01", 10),
        ("Chi bộ Hai", "01.02", 13),
        ("Chi bộ Hai", "01.03", 9),
    ]
    assert Organization.objects.get(name="Chi bộ Hội B").kind == "base_chapter"
    assert str(Organization.objects.get(name="Chi bộ Hội C").dissolved_on) == "2025-07-01"
    again = counts_of(organizations_of(LIST, bloc, keeper))
    assert (again["new"], again["changed"], again["unclear"], again["same"]) == (0, 0, 1, 5)
    take_back(batch, keeper)
    assert not batch.error
    assert list(Organization.objects.all()) == [bloc]


def test_a_dropped_superior_keeps_its_chapters_out(keeper) -> None:
    batch = organizations_of(LIST, BlocFactory(), keeper)
    decide(row(batch, 3), "drop", {}, by=keeper)
    write(batch, keeper)
    counts = counts_of(batch)
    assert (counts["dropped"], counts["waiting"], counts["written"]) == (1, 1, 0)


def test_changed_organizations_show_old_and_new_and_go_back(keeper) -> None:
    bloc = BlocFactory()
    rows = [LIST[1], LIST[2][:3], LIST[3]]
    write(organizations_of(rows, bloc, keeper), keeper)
    batch = organizations_of([LIST[1], LIST[2][:3], [*LIST[3][:3], 14, 13, 1, "Lê C", ""]], bloc, keeper)
    changed = row(batch, 3)
    assert changed.differences["secretary"] == ["Lê B", "Lê C"]
    assert changed.differences["members"] == ["10", "14"]
    write(batch, keeper)
    assert Organization.objects.get(name="Chi bộ Một").reported_secretary == "Lê C"
    take_back(batch, keeper)
    assert Organization.objects.get(name="Chi bộ Một").reported_secretary == "Lê B"


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
        birth_date=date(1990, 6, 21),
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
