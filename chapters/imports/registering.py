"""The two kinds of import of this app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chapters.imports.correcting import correct_member, correct_organization
from chapters.imports.headings import FIELDS_OF_MEMBERS, FIELDS_OF_ORGANIZATIONS
from chapters.imports.kinds import ImportKind, register
from chapters.imports.member_comparison import compare_members, show_member
from chapters.imports.member_writing import write_members
from chapters.imports.members import understand_members
from chapters.imports.names import chapters_below
from chapters.imports.organization_comparison import compare_organizations, show_organization
from chapters.imports.organization_writing import write_organizations
from chapters.imports.organizations import understand_organizations
from chapters.permissions import IMPORT_MEMBERS, IMPORT_ORGANIZATIONS

if TYPE_CHECKING:
    from chapters.imports.lines import Line
    from chapters.models import ImportBatch, Organization


def register_kinds() -> None:
    register(ORGANIZATIONS)
    register(MEMBERS)


def _chapter_title(line: Line) -> str:
    title: str = line.values["chapter"]
    return title


def _no_title(line: Line) -> str:
    return ""


def _chapters(batch: ImportBatch, title: str) -> list[Organization]:
    return chapters_below(batch)


def _none(batch: ImportBatch, title: str) -> list[Organization]:
    return []


ORGANIZATIONS = ImportKind(
    name="organizations",
    permission=IMPORT_ORGANIZATIONS,
    understand=understand_organizations,
    fields=FIELDS_OF_ORGANIZATIONS,
    columns={
        "name": "Tên tổ chức đảng",
        "kind": "Loại hình",
        "parent": "Trực thuộc",
        "members": "Đảng viên",
        "probationary": "Dự bị",
        "secretary": "Bí thư",
        "deputy": "Phó Bí thư",
        "founded": "Thành lập",
    },
    titles=_no_title,
    candidates=_none,
    compare=compare_organizations,
    write=write_organizations,
    correct=correct_organization,
    show=show_organization,
    blocking=frozenset({"sum_mismatch", "parent_missing", "kind_differs", "not_a_number", "rule"}),
    compares_whole=True,
)
MEMBERS = ImportKind(
    name="members",
    permission=IMPORT_MEMBERS,
    understand=understand_members,
    fields=FIELDS_OF_MEMBERS,
    columns={
        "name": "Họ và tên",
        "birth": "Ngày sinh",
        "admitted": "Ngày vào Đảng",
        "official": "Chính thức",
        "card": "Số thẻ",
        "post": "Chức vụ đảng",
        "chapter": "Chi bộ",
        "note": "Ghi chú",
    },
    titles=_chapter_title,
    candidates=_chapters,
    compare=compare_members,
    write=write_members,
    correct=correct_member,
    show=show_member,
    blocking=frozenset(
        {"name_missing", "official_before_join", "card_of_other", "in_other_chapter", "left_party", "rule"}
    ),
)
