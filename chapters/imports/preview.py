"""What the page shows of an import: rows with old and new side by side, and what may be decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import Case, IntegerField, Value, When

from chapters.imports.deciding import choices, editable_fields
from chapters.imports.kinds import kind_of
from chapters.imports.names import Meanings
from chapters.imports.organizations import KIND_LABELS
from chapters.models import ImportBatch, ImportRow

if TYPE_CHECKING:
    from django.db.models import QuerySet

Result = ImportRow.Result
Decision = ImportRow.Decision

SHOWN: Final = {
    "": "Cần xem",
    "unclear": "Chưa rõ",
    "changed": "Thay đổi",
    "new": "Mới",
    "same": "Giữ nguyên",
    "remark": "Lưu ý",
    "written": "Đã ghi",
    "dropped": "Không nhập",
}
TWO_OF_A_KIND: Final = frozenset({"possible_duplicate", "duplicate_name", "name_other_birth"})
GRADES: Final = {"": "Chưa chấm", "tot": "Tốt", "kha": "Khá", "tb": "Trung bình", "kem": "Kém"}
SEXES: Final = {"": "Chưa rõ", "male": "Nam", "female": "Nữ"}
STATES: Final = {"held": "Có họp", "not_held": "Không họp"}
LABELS: Final = {
    "name": "Họ và tên",
    "birth": "Ngày sinh",
    "sex": "Giới tính",
    "admitted": "Ngày vào Đảng",
    "official": "Ngày chính thức",
    "card": "Số thẻ đảng viên",
    "kind": "Loại hình",
    "members": "Tổng số",
    "probationary": "Dự bị",
    "founded": "Ngày thành lập",
    "state": "Tháng này",
    "date": "Ngày họp",
    "ratio": "Dự/tổng",
    "score": "Điểm tự chấm",
    "grade": "Xếp loại",
    "reason": "Lý do không họp",
}
# The same fields of a list of organizations, under the words that such a list uses.
ORGANIZATION_LABELS: Final = {"name": "Tên tổ chức", "official": "Chính thức"}
# One word of several: a choice instead of a field to type in.
OPTIONS: Final = {"sex": SEXES, "grade": GRADES, "state": STATES, "kind": KIND_LABELS}


@dataclass(frozen=True, slots=True)
class CellShown:
    label: str
    text: str
    was: str = ""
    becomes: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    row: ImportRow
    cells: list[CellShown]
    sentences: list[str]
    choices: list[Choice]
    inputs: list[Input]

    @property
    def meaning(self) -> str:
        return f"import_{self.row.result}"

    @property
    def asks(self) -> bool:
        """Something is still to be decided, or was decided and may be taken back."""
        return bool(self.choices)


def rows_to_show(batch: ImportBatch, shown: str) -> QuerySet[ImportRow]:
    """Those that need eyes come first: unclear, changed, new."""
    rows = batch.rows.all()
    if shown == "written":
        return rows.filter(is_written=True)
    if shown == "dropped":
        return rows.filter(decision=Decision.DROP)
    rows = rows.exclude(decision=Decision.DROP)
    if shown in {Result.NEW, Result.CHANGED}:
        return rows.filter(result=shown, is_written=False)
    if shown:
        return rows.filter(result=shown)
    need_eyes = [Result.UNCLEAR, Result.CHANGED, Result.NEW]
    places = [When(result=result, then=Value(place)) for place, result in enumerate(need_eyes)]
    waiting = rows.filter(result__in=need_eyes, is_written=False)
    return waiting.order_by(Case(*places, output_field=IntegerField()), "position")


def show_rows(batch: ImportBatch, rows: list[ImportRow]) -> list[RowShown]:
    meanings = Meanings(batch)
    return [show_row(batch, row, meanings) for row in rows]


def show_row(
    batch: ImportBatch,
    row: ImportRow,
    meanings: Meanings,
    typed: dict[str, str] | None = None,
    chosen: str = "",
) -> RowShown:
    """`typed` and `chosen` are what was refused just now: it is asked again with nothing lost."""
    row.batch = batch
    if row.result == Result.REMARK:
        cells = [CellShown(label, "") for label in kind_of(batch).columns.values()]
        cells[0] = CellShown(cells[0].label, row.written.get("name", ""))
        return RowShown(row, cells, _sentences(row), [], [])
    offered = _choices(batch, row, chosen or row.decision)
    return RowShown(row, _cells(batch, row, meanings), _sentences(row), offered, _inputs(row, typed or {}))


def _cells(batch: ImportBatch, row: ImportRow, meanings: Meanings) -> list[CellShown]:
    kind = kind_of(batch)
    texts = kind.show(row)
    doubtful = {reason["field"] for reason in row.reasons}
    if row.waits_for:
        doubtful |= {"chapter", "parent"}
    elif "chapter" in texts and (meant := meanings.of(texts["chapter"])):
        texts["chapter"] = meant.name
    cells = []
    for name, label in kind.columns.items():
        was, becomes = row.differences.get(name, ["", ""])
        text = texts.get(name, "")
        if name in doubtful and not text:
            text = _as_written(row, name)
        cells.append(
            CellShown(label, text, was, becomes, is_doubtful=name in doubtful and not row.is_written)
        )
    return cells


def _as_written(row: ImportRow, name: str) -> str:
    places = (name, f"{name}_male", f"{name}_female")
    return next((text for place in places if (text := row.written.get(place))), "")


def _sentences(row: ImportRow) -> list[str]:
    return [reason["sentence"] for reason in row.reasons]


def _choices(batch: ImportBatch, row: ImportRow, chosen: str) -> list[Choice]:
    if row.is_written or batch.taken_back_at or not (row.reasons or row.decision):
        return []
    return [Choice(value, _label(row, value), value == chosen) for value in choices(row)]


def _label(row: ImportRow, decision: str) -> str:
    if decision != Decision.ACCEPT:
        return Decision(decision).label
    proposed = [_option(name, value) for name, value in row.suggestions.items()]
    if proposed:
        return f"Nhận đề nghị: {', '.join(proposed)}"
    asked = dict.fromkeys(reason["field"] for reason in row.reasons)
    codes = {reason["code"] for reason in row.reasons}
    if codes & TWO_OF_A_KIND:
        return "Là hai tổ chức, ghi cả hai" if "duplicate_name" in codes else "Là hai người, thêm mới"
    texts = kind_of(row.batch).show(row)
    blank = [_name_of(row, name).lower() for name in asked if name in LABELS and not texts.get(name)]
    return f"Ghi, để trống {', '.join(blank)}" if blank else Decision.ACCEPT.label


def _name_of(row: ImportRow, name: str) -> str:
    if row.batch.kind == ImportBatch.Kind.ORGANIZATIONS and name in ORGANIZATION_LABELS:
        return ORGANIZATION_LABELS[name]
    return LABELS.get(name, name)


def _option(name: str, value: str) -> str:
    """A proposed value as people read it."""
    if name == "dissolved":
        return f"ghi là đã giải thể từ {date.fromisoformat(value):%d/%m/%Y}"
    return OPTIONS.get(name, {}).get(value, value)


def _inputs(row: ImportRow, typed: dict[str, str]) -> list[Input]:
    if row.is_written or not row.reasons:
        return []
    texts = kind_of(row.batch).show(row)
    inputs = []
    for name in editable_fields(row):
        options = tuple(OPTIONS[name].items()) if name in OPTIONS else ()
        value = typed.get(name)
        if value is None:
            value = _value(row, name) if options else texts.get(name) or _as_written(row, name)
        inputs.append(Input(name, _name_of(row, name), value, options))
    return inputs


def _value(row: ImportRow, name: str) -> str:
    if name == "grade":
        meetings = row.values.get("meetings") or [{}]
        return str(meetings[0].get("grade", ""))
    return str(row.values.get(name) or "")
