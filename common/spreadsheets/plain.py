"""Reading .csv as offices save it: any of three separators, Unicode or an old encoding."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from common.errors import RuleError
from common.spreadsheets.cells import (
    MOST_CHARACTERS,
    Cell,
    Row,
    Sheet,
    Workbook,
    checked_column,
    checked_row,
    checked_text,
    trimmed,
)
from common.spreadsheets.packages import DAMAGED, NO_SPREADSHEET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SEPARATORS: Final = ";\t,"
_SAMPLE_BYTES: Final = 1 << 16
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 13, 27}


@dataclass(frozen=True)
class PlainSheet(Sheet):
    path: Path
    encoding: str
    separator: str

    def rows(self) -> Iterator[Row]:
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as stream:
            reader = csv.reader(stream, delimiter=self.separator)
            number = 0
            while True:
                try:
                    fields = next(reader, None)
                except csv.Error as error:
                    raise RuleError(DAMAGED) from error
                if fields is None:
                    return
                number += 1
                cells = trimmed(
                    [Cell(checked_text(text, number, at) or None) for at, text in enumerate(fields)]
                )
                if cells:
                    checked_column(len(cells) - 1)
                    yield Row(checked_row(number), cells)


def open_plain(path: Path) -> Workbook:
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE_BYTES)
    encoding = _encoding(path, sample)
    text = sample.decode(encoding, errors="replace")
    if not text.strip() or "\x00" in text or sum(ord(char) in _CONTROLS for char in text) > len(text) // 100:
        raise RuleError(NO_SPREADSHEET)
    first_lines = text.splitlines()[:20]
    separator = max(_SEPARATORS, key=lambda mark: sum(line.count(mark) for line in first_lines))
    if not any(separator in line for line in first_lines):
        raise RuleError(NO_SPREADSHEET)
    csv.field_size_limit(MOST_CHARACTERS * 4)
    return Workbook("csv", (PlainSheet(path.stem, path, encoding, separator),))


def _encoding(path: Path, sample: bytes) -> str:
    """Unicode where the bytes are; otherwise Western letters, from which old encodings are recognised."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as stream:
            while stream.read(_SAMPLE_BYTES):
                pass
    except UnicodeDecodeError:
        return "cp1252" if b"\x00" not in sample else "latin-1"
    return "utf-8-sig"
