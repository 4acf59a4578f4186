"""The kinds of import there are. An app above adds its own when it is loaded, as with rights."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from accounts.models import User
    from chapters.imports.lines import Line, Understanding
    from chapters.models import ImportBatch, ImportRow, Organization
    from chapters.permissions import Permission
    from common.encodings import Encoding
    from common.spreadsheets import Workbook


class Understand(Protocol):
    def __call__(
        self,
        workbook: Workbook,
        *,
        today: date,
        encoding: Encoding | None = None,
        mapping: dict[int, str] | None = None,
    ) -> Understanding: ...


@dataclass(frozen=True)
class ImportKind:
    """What is particular to one kind: how to understand, compare, correct, write."""

    name: str
    permission: Permission
    understand: Understand
    fields: dict[str, str]
    """Fields a column may hold, with their labels: for correcting the mapping."""
    columns: dict[str, str]
    """Fields the preview shows, with their headings."""
    titles: Callable[[Line], str]
    """The title in the line that means an organization; "" where there is none."""
    candidates: Callable[[ImportBatch, str], list[Organization]]
    """Organizations a title may mean."""
    compare: Callable[[ImportBatch, Iterable[ImportRow]], None]
    """Set result, differences and target of rows from what the database holds."""
    write: Callable[[ImportBatch, User | None], None]
    """Write every row that is to be written; inside the worker's one transaction."""
    correct: Callable[[ImportRow, dict[str, str]], None]
    """Put typed corrections into a row's values; RuleError says what is still wrong."""
    show: Callable[[ImportRow], dict[str, str]]
    """The row's values as people read them, by column of the preview."""
    blocking: frozenset[str] = field(default_factory=frozenset)
    """Doubts that must be corrected: the row cannot be written as it stands."""
    means: Callable[[ImportBatch, str], Organization | None] | None = None
    """What a title means beyond doubt, whatever the names say."""
    compares_whole: bool = False
    """Whether one row's decision changes what others wait for."""


KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    KINDS[kind.name] = kind


def kind_of(batch: ImportBatch) -> ImportKind:
    return KINDS[batch.kind]
