"""What every reader gives: sheets of rows of cells, with what fonts and formats tell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from common.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_ROWS: Final = 60_000
MOST_COLUMNS: Final = 256
MOST_CHARACTERS: Final = 32_767  # what Excel itself allows in a cell

Value = str | int | float | bool | date | datetime | None

NOTHING_WRITTEN: Final = "Chưa ghi gì vào hệ thống."


class Run(NamedTuple):
    """A piece of a cell's text in one font."""

    font: str
    text: str


class Cell(NamedTuple):
    value: Value = None
    font: str = ""
    runs: tuple[Run, ...] = ()  # only where one cell mixes fonts
    is_formula: bool = False


EMPTY: Final = Cell()


class Row(NamedTuple):
    """A row by the number Excel shows; blank cells at the end are left out."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else EMPTY

    @property
    def is_blank(self) -> bool:
        return all(cell.value is None or cell.value == "" for cell in self.cells)


class Area(NamedTuple):
    """Merged cells: rows as Excel numbers them, columns from 0, both ends included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Sheet(ABC):
    """One sheet; `rows` may be asked more than once and reads anew each time."""

    name: str
    merged: tuple[Area, ...] = field(default=(), kw_only=True)

    @abstractmethod
    def rows(self) -> Iterator[Row]: ...


@dataclass(frozen=True)
class Workbook:
    """To be used in a with statement: the file stays open while its rows are read."""

    kind: str  # xlsx, xls, ods, csv
    sheets: tuple[Sheet, ...]
    close: Callable[[], None] = field(default=lambda: None, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def checked_text(text: str, row: int, column: int) -> str:
    if len(text) > MOST_CHARACTERS:
        length = f"{len(text):,}".replace(",", ".")
        message = f"Ô {cell_name(row, column)} dài {length} ký tự, Excel chỉ cho 32.767. {NOTHING_WRITTEN}"
        raise RuleError(message)
    return text


def checked_row(number: int) -> int:
    if number > MOST_ROWS:
        raise RuleError(f"Trang tính có quá 60.000 dòng: tách bớt rồi tải lại. {NOTHING_WRITTEN}")
    return number


def checked_column(column: int) -> int:
    if column >= MOST_COLUMNS:
        raise RuleError(f"Trang tính có quá 256 cột: bỏ bớt cột rồi tải lại. {NOTHING_WRITTEN}")
    return column


def cell_name(row: int, column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    end = len(cells)
    while end and cells[end - 1].value is None:
        end -= 1
    return tuple(cells[:end])
