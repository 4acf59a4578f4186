"""Writing rows of a list of organizations through the verbs of the tree."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from chapters.imports.changes import CHUNK, record_changes, state_of
from chapters.imports.organization_comparison import COUNTS, NAMES, OrganizationComparison
from chapters.models import ImportRow, Organization
from common.errors import RuleError
from common.text import fold

if TYPE_CHECKING:
    from django.db import models

    from accounts.models import User
    from chapters.models import ImportBatch

Result = ImportRow.Result
Type = Organization.ChapterType
WHOLE_DAY: Final = len("2000-01-01")
CAPITALS: Final = (
    ("đảng", "Đảng"),
    ("mặt trận tổ quốc", "Mặt trận Tổ quốc"),
    ("quốc hội", "Quốc hội"),
    ("khối", "Khối"),
    ("nhà nước", "Nhà nước"),
)
TYPES: Final = (
    (re.compile(r"\bdang\b.*\b(mat tran|doan the)\b|\bmat tran\b"), Type.PARTY_UNION_AGENCY),
    (re.compile(r"\bquan ly nha nuoc\b|\btu phap\b|\bhanh chinh\b"), Type.ADMIN_AGENCY),
    (re.compile(r"\bsu nghiep\b"), Type.PUBLIC_SERVICE_UNIT),
    (re.compile(r"\bdoanh nghiep\b"), Type.STATE_ENTERPRISE),
    (re.compile(r"\bluc luong vu trang\b|\bquan su\b|\bcong an\b"), Type.ARMED_FORCES),
)
_PLACE = re.compile(r"^\s*([^\W\d_][\w .\-]{1,40}),\s*ngày\b", re.IGNORECASE)


def write_organizations(batch: ImportBatch, by: User | None) -> None:
    """Every row that is clear or decided, superiors first; what waited for a superior follows it."""
    _Writing(batch, by).write()


class _Writing:
    def __init__(self, batch: ImportBatch, by: User | None) -> None:
        self.batch = batch
        self.by = by
        self.comparison = OrganizationComparison(batch)
        self.codes = set(Organization.objects.exclude(code=None).values_list("code", flat=True))
        self.numbers: Counter[int] = Counter()
        as_of = batch.understanding.get("as_of")
        self.listed_on = date.fromisoformat(as_of) if as_of else None

    def write(self) -> None:
        rows = list(self.batch.rows.all())
        if self.comparison.bloc is None:
            self._found_bloc()
        for row in rows:
            if row.result == Result.REMARK:
                continue
            self.numbers[row.values["parent_row"]] += 1
            self.comparison.compare(row)
            wanted = row.result in {Result.NEW, Result.CHANGED} and row.decision != ImportRow.Decision.DROP
            if wanted and not row.is_written and not row.waits_for:
                self._write(row)
        ImportRow.objects.bulk_update(
            rows, ["result", "reasons", "differences", "target_id", "waits_for", "is_written"], CHUNK
        )

    def _found_bloc(self) -> None:
        """An empty installation learns the name of its Khối from the head of the file."""
        titles = self.batch.understanding.get("titles", [])
        bloc = Organization.found(by=self.by, kind=Organization.Kind.BLOC, **bloc_names(titles))
        self.comparison.bloc = bloc
        self.batch.organization = bloc
        self.batch.save(update_fields=["organization"])
        record_changes(self.batch, None, {}, state_of(_parts(bloc)))

    def _write(self, row: ImportRow) -> None:
        try:
            with transaction.atomic():
                if row.target_id is None:
                    organization = self._found(row)
                    self.comparison.add(organization)
                    self.comparison.claimed.add(organization.pk)
                    row.target_id = organization.pk
                    record_changes(self.batch, row, {}, state_of(_parts(organization)))
                else:
                    organization = Organization.objects.get(pk=row.target_id)
                    before = state_of(_parts(organization))
                    organization.amend(by=self.by, **self._columns(row, known=True))
                    record_changes(self.batch, row, before, state_of(_parts(organization)))
        except RuleError as error:
            row.reasons.append({"code": "rule", "sentence": str(error), "field": "", "suggestion": ""})
            row.result = Result.UNCLEAR
            return
        row.is_written = True

    def _found(self, row: ImportRow) -> Organization:
        parent = Organization.objects.get(pk=self.comparison.parent_id(row) or 0)
        values = row.values
        group = sentence_case(values["group"])
        dissolved = values["dissolved"]
        return Organization.found(
            by=self.by,
            kind=values["kind"],
            name=values["name"],
            parent=parent,
            code=self._code(parent, self.numbers[values["parent_row"]]),
            position=row.position,
            group_label=group[:120],
            chapter_type=chapter_type(group) if values["kind"] in Organization.CHAPTER_KINDS else "",
            place_name=parent.place_name,
            dissolved_on=_whole_day(dissolved)
            or (self.listed_on if dissolved == "" and _is_dissolved(row) else None),
            **self._columns(row, known=False),
        )

    def _columns(self, row: ImportRow, *, known: bool) -> dict[str, Any]:
        values = row.values
        columns: dict[str, Any] = {
            attribute: values[name] for name, attribute in COUNTS.items() if values[name] is not None
        }
        columns |= {attribute: values[name] for name, attribute in NAMES.items() if values[name]}
        if not known or "founded" in row.differences:
            founded = _whole_day(values["founded"])
            columns["founded_on"] = founded
            columns["founded_year"] = int(values["founded"][:4]) if values["founded"] else None
        if known and "name" in row.differences:
            columns["name"] = values["name"]
        if self.listed_on and any(name in COUNTS.values() for name in columns):
            columns["reported_on"] = self.listed_on
        return columns

    def _code(self, parent: Organization, number: int) -> str:
        """12 for the twelfth base organization, 12.03 for its third chapter; a number in use is passed over."""
        head = f"{parent.code}." if parent.code and parent.kind != Organization.Kind.BLOC else ""
        code = f"{head}{number:02}"
        while code in self.codes:
            number += 1
            code = f"{head}{number:02}"
        self.codes.add(code)
        return code


def _parts(organization: Organization) -> list[models.Model]:
    organization = Organization.objects.get(pk=organization.pk)
    return [organization, *organization.names.all(), *organization.placements.all()]


def _is_dissolved(row: ImportRow) -> bool:
    return any(reason["code"] == "dissolved" for reason in row.reasons)


def _whole_day(day: str) -> date | None:
    return date.fromisoformat(day) if len(day) == WHOLE_DAY else None


def sentence_case(title: str) -> str:
    """CÁC CƠ QUAN ĐẢNG, ĐOÀN THỂ → Các cơ quan Đảng, đoàn thể; a title in small letters stays."""
    if not title.isupper():
        return title
    small = title.lower()
    for word, written in CAPITALS:
        small = re.sub(rf"\b{word}\b", written, small)
    return small[:1].upper() + small[1:]


def chapter_type(group: str) -> str:
    key = fold(group)
    return next((kind for rule, kind in TYPES if rule.search(key)), Type.ADMIN_AGENCY if not key else "")


def bloc_names(titles: list[str]) -> dict[str, Any]:
    """The Khối, its superior and its place from the lines above the table."""
    found = {"name": "Đảng bộ Khối các cơ quan tỉnh", "superior_name": "", "place_name": ""}
    for title in titles:
        key = fold(title)
        if match := _PLACE.match(title):
            found["place_name"] = match[1].strip()
        elif key.startswith(("dang uy khoi", "dang bo khoi")):
            found["name"] = "Đảng bộ" + sentence_case(title).removeprefix("Đảng bộ").removeprefix("Đảng ủy")
        elif key.startswith("dang bo tinh") and not found["superior_name"]:
            found["superior_name"] = _province(title)
    return found


def _province(title: str) -> str:
    """ĐẢNG BỘ TỈNH AN LẠC → Đảng bộ tỉnh An Lạc: what follows the word tỉnh is a name."""
    if not title.isupper():
        return title
    return "Đảng bộ tỉnh " + " ".join(word.capitalize() for word in title.split()[3:])
