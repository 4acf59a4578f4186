"""What a file was understood to say: lines with values, and the reasons why a line is not clear."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from chapters.imports.tables import Reader
    from common.encodings import Encoding


@dataclass(slots=True)
class Reason:
    """Why a person must look: a code for machines, a sentence for people, maybe what to read instead."""

    code: str
    sentence: str
    field: str = ""
    suggestion: str = ""


@dataclass(slots=True)
class Line:
    """One row of data (or one month of a row) as understood. `values` is plain JSON."""

    row: int
    values: dict[str, Any]
    sheet: str = ""
    part: str = ""  # the month within a row of meetings
    is_data: bool = True  # a section heading that contradicts its rows is reported too
    written: dict[str, str] = field(default_factory=dict)  # what stood in the cells
    reasons: list[Reason] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        return [reason.code for reason in self.reasons]

    def doubt(self, code: str, sentence: str, about: str = "", suggestion: str = "") -> None:
        self.reasons.append(Reason(code, sentence, about, suggestion))


@dataclass(frozen=True, slots=True)
class Heading:
    column: int
    text: str
    field: str  # "" where the column is not imported


@dataclass(slots=True)
class Understanding:
    """A whole file as understood."""

    encoding: Encoding
    example: tuple[str, str] = ("", "")
    converted: int = 0  # rows that held text in an old encoding
    decomposed: int = 0  # rows whose accents were typed apart
    headings: list[Heading] = field(default_factory=list)
    signature: str = ""
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what else a person should know
    titles: list[str] = field(default_factory=list)  # what stands above the table
    as_of: date | None = None

    def take_conversions(self, reader: Reader) -> None:
        self.example = reader.example
        self.converted = len(reader.converted_rows)
        self.decomposed = len(reader.decomposed_rows)

    @property
    def unclear(self) -> list[Line]:
        return [line for line in self.lines if line.reasons]
