"""Months of an office's table become meetings known only from it, and can be taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files import File

from chapters.imports import work
from chapters.imports.counts import counts_of
from chapters.imports.deciding import confirm_name, decide
from chapters.models import ImportBatch, ImportRow, Organization
from common.errors import RuleError
from meetings.models import Meeting
from meetings.signals import import_taken_back, meeting_imported
from tests.factories.accounts import UserFactory
from tests.factories.chapters import BlocFactory, BodyFactory, ChapterFactory

if TYPE_CHECKING:
    from accounts.models import User

FILE = Path(__file__).parent.parent / "data" / "sinh_hoat_2025.xlsx"
CHAPTERS = ("Văn phòng", "Phòng Nghiệp vụ", "Trung tâm Lưu trữ", "Thanh tra", "Quản trị", "Trung tâm Số hóa")


@pytest.fixture
def keeper(db) -> User:
    return UserFactory(is_superuser=True)


@pytest.fixture
def body(db) -> Organization:
    body = BodyFactory(parent=BlocFactory(), name="Đảng bộ Sở Tư liệu")
    for name in CHAPTERS:
        ChapterFactory(parent=body, name=f"Chi bộ {name}")
    return body


def read(body: Organization, by: User) -> ImportBatch:
    with FILE.open("rb") as stream:
        batch = ImportBatch.objects.request(
            "meetings", File(stream, FILE.name), name=FILE.name, organization=body, by=by
        )
    work.run(batch.pk)
    batch.refresh_from_db()
    for name in batch.names.filter(is_confirmed=False):
        confirm_name(name, name.organization, by=by)
    return batch


def write(batch: ImportBatch, by: User) -> None:
    batch.write(by=by)
    work.run(batch.pk)
    batch.refresh_from_db()
    assert not batch.error, batch.error


def month(batch: ImportBatch, number: int, part: int) -> ImportRow:
    return batch.rows.select_related("batch").get(number=number, part=str(part))


@pytest.fixture
def heard():
    """What was announced: (organization, month, points, grade)."""
    announced = []

    def hear(sender, meeting, self_points, grade, **kwargs):
        announced.append((meeting.organization.name, meeting.held_on, self_points, grade))

    meeting_imported.connect(hear)
    yield announced
    meeting_imported.disconnect(hear)


def test_a_year_is_written_with_its_heads_and_scores(body, keeper, heard) -> None:
    batch = read(body, keeper)
    write(batch, keeper)
    office = body.children.get(name="Chi bộ Văn phòng")
    february = Meeting.objects.get(organization=office, month=date(2025, 2, 1))
    assert (february.status, february.source, february.held_on) == ("accepted", "imported", date(2025, 2, 3))
    assert (february.head_count.present, february.head_count.expected) == (22, 22)
    assert ("Chi bộ Văn phòng", date(2025, 2, 3), Decimal(87), "kha") in heard
    january = Meeting.objects.get(organization=office, month=date(2025, 1, 1))
    assert (january.status, january.absence_reason) == ("absence_agreed", "Tết")
    march = Meeting.objects.get(organization__name="Chi bộ Trung tâm Lưu trữ", month=date(2025, 3, 1))
    assert march.held_on == date(2025, 4, 2)
    number_room = body.children.get(name="Chi bộ Trung tâm Số hóa")
    twice = Meeting.objects.filter(organization=number_room, month=date(2025, 2, 1))
    assert {meeting.kind for meeting in twice} == {"regular", "thematic"}
    committee = Meeting.objects.filter(organization=body)
    assert committee.filter(kind="party_committee").count() == 11
    assert ("Đảng bộ Sở Tư liệu", date(2025, 1, 8), None, "") in heard


def test_doubtful_months_are_decided_one_by_one(body, keeper) -> None:
    batch = read(body, keeper)
    decide(month(batch, 12, 5), "accept", {}, by=keeper)
    decide(month(batch, 9, 10), "accept", {}, by=keeper)
    decide(month(batch, 13, 11), "accept", {}, by=keeper)
    with pytest.raises(RuleError, match="cần sửa trước khi ghi"):
        decide(month(batch, 13, 9), "accept", {}, by=keeper)
    decide(month(batch, 13, 9), "edit", {"state": "not_held", "reason": "bão"}, by=keeper)
    decide(month(batch, 14, 7), "edit", {"date": "30/6"}, by=keeper)
    with pytest.raises(RuleError, match="Dự 15 nhiều hơn tổng 14"):
        decide(month(batch, 13, 3), "edit", {"ratio": "15/14"}, by=keeper)
    write(batch, keeper)
    assert counts_of(batch)["unclear"] == 5
    inspectors = body.children.get(name="Chi bộ Thanh tra")
    may = Meeting.objects.get(organization=inspectors, month=date(2025, 5, 1))
    assert (may.head_count.present, may.head_count.expected) == (9, 9)
    stewards = body.children.get(name="Chi bộ Quản trị")
    september = Meeting.objects.get(organization=stewards, month=date(2025, 9, 1))
    assert (september.status, september.absence_reason) == ("absence_agreed", "bão")


def test_a_meeting_recorded_here_is_not_overwritten(body, keeper) -> None:
    office = body.children.get(name="Chi bộ Văn phòng")
    Meeting.objects.create(organization=office, kind="regular", month=date(2025, 2, 1), status="planned")
    asked = month(read(body, keeper), 9, 2)
    assert [reason["code"] for reason in asked.reasons] == ["already_recorded"]


def test_taken_back_the_months_are_as_before(body, keeper) -> None:
    told = []

    def hear(sender, organization, months, **kwargs):
        told.append((organization.name, len(months)))

    import_taken_back.connect(hear)
    batch = read(body, keeper)
    write(batch, keeper)
    batch.take_back(by=keeper)
    work.run(batch.pk)
    batch.refresh_from_db()
    import_taken_back.disconnect(hear)
    assert not batch.error
    assert Meeting.objects.count() == 0
    assert ("Đảng bộ Sở Tư liệu", 11) in told
