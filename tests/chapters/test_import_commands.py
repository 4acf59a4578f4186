"""The same imports by command: doubts on one stream, one line of counts on the other."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chapters.models import ImportBatch, Member, Organization
from meetings.models import Meeting
from tests.factories.chapters import BlocFactory, BodyFactory, ChapterFactory

DATA = Path(__file__).parent.parent / "data"
CHAPTERS = ("Văn phòng", "Phòng Nghiệp vụ", "Trung tâm Lưu trữ", "Thanh tra", "Quản trị", "Trung tâm Số hóa")


@pytest.fixture
def body(db) -> Organization:
    body = BodyFactory(parent=BlocFactory(), name="Đảng bộ Sở Tư liệu", code="26")
    for name in CHAPTERS:
        ChapterFactory(parent=body, name=f"Chi bộ {name}")
    return body


def run(command: str, file: str, **options: Any) -> tuple[dict[str, Any], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(command, DATA / file, stdout=out, stderr=err, **options)
    *others, last = out.getvalue().splitlines()
    assert not others
    return json.loads(last), err.getvalue()


def test_a_trial_writes_nothing_and_tells_everything(body) -> None:
    counts, said = run("import_members", "dang_vien_so_tu_lieu.xlsx", organization="26", dry_run=True)
    assert (counts["rows"], counts["new"], counts["unclear"], counts["remarks"]) == (112, 97, 15, 1)
    assert (counts["written"], counts["dry_run"]) == (0, True)
    assert "Dòng 92: Tiêu đề ghi 16, có 15 dòng. [section_count_mismatch]" in said
    assert "Tên “CHI BỘ VĂN PHÒNG SỞ” (23 dòng): đề nghị “Chi bộ Văn phòng”." in said
    assert Member.objects.count() == 0
    assert ImportBatch.objects.count() == 0


def test_names_that_are_only_proposed_are_written_when_accepted(body) -> None:
    counts, _ = run("import_members", "dang_vien_so_tu_lieu.xlsx", organization="Đảng bộ Sở Tư liệu")
    assert (counts["written"], counts["waiting"]) == (68, 29)
    counts, _ = run("import_members", "dang_vien_so_tu_lieu.xlsx", organization="26", accept_names=True)
    assert (counts["written"], counts["waiting"], counts["same"]) == (29, 0, 68)
    counts, _ = run("import_members", "dang_vien_so_tu_lieu.xlsx", organization="26")
    assert (counts["written"], counts["new"], counts["same"]) == (0, 0, 97)
    assert Member.objects.count() == 97


def test_meetings_of_a_year(body) -> None:
    counts, said = run("import_meetings", "sinh_hoat_2025.xlsx", organization="26", accept_names=True)
    assert (counts["rows"], counts["unclear"]) == (84, 10)
    assert (counts["written"], counts["same"]) == (73, 1)
    assert "Dòng 12, tháng 5:" in said
    held = Meeting.objects.held()
    assert held.of_chapters().count() == 60
    assert held.filter(kind=Meeting.Kind.PARTY_COMMITTEE).count() == 11
    counts, _ = run("import_meetings", "sinh_hoat_2025.xlsx", organization="26")
    assert (counts["written"], counts["same"], counts["unclear"]) == (0, 74, 10)


def test_organizations_need_no_code(db) -> None:
    counts, _ = run("import_organizations", "to_chuc_dang.xlsx", dry_run=True)
    assert (counts["rows"], counts["new"], counts["unclear"], counts["waiting"]) == (458, 450, 8, 7)
    assert Organization.objects.count() == 0


def test_what_cannot_be_read_is_one_sentence(body, tmp_path) -> None:
    with pytest.raises(CommandError, match=r"Không thấy tệp"):
        call_command("import_members", tmp_path / "no.xlsx", organization="26")
    with pytest.raises(CommandError, match=r"Không có tổ chức đảng"):
        call_command("import_members", DATA / "dang_vien_vni.xlsx", organization="99")
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(CommandError, match=r"bị hỏng"):
        call_command("import_members", broken, organization="26")
    assert ImportBatch.objects.count() == 0
