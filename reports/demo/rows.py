"""Many rows at once: ids given beforehand, then one INSERT per kind (COPY on PostgreSQL).

For an empty database and the demo alone: no signals, no conflicts. What it writes is proved by `rollup --verify`.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from functools import lru_cache, partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Row = TypeVar("Row", bound=models.Model)

# What a driver takes as it is; the other kinds of column are prepared by Django.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
NOTHING = "\\N"


class Draft:
    """A row that is only columns: what the many small rows are written as, since a model costs ten times more."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...


class Rows:
    """Rows waiting to be saved. Each has its id from the start, so that others can point at it."""

    def __init__(self) -> None:
        self._waiting: dict[type[models.Model], list[Any]] = defaultdict(list)
        self._ids: dict[type[Any], Iterator[int]] = {}

    def add(self, row: Row) -> Row:
        kind = type(row)
        row.pk = self._next_id(kind)
        self._waiting[kind].append(row)
        return row

    def _next_id(self, kind: type[models.Model]) -> int:
        if kind not in self._ids:
            last = kind._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
            self._ids[kind] = count(last + 1)
        return next(self._ids[kind])

    def draft(self, kind: type[models.Model], /, **values: Any) -> Draft:
        """A row given by its columns (`meeting_id=…`); the others have the model's defaults."""
        row = Draft(**{**_defaults(kind), **values, "id": self._next_id(kind)})
        self._waiting[kind].append(row)
        return row

    def waiting(self, kind: type[Row]) -> list[Row]:
        return self._waiting[kind]

    def save(self) -> None:
        for kind, rows in self._waiting.items():
            if rows:
                _insert(kind, rows)
        self._waiting.clear()

    def close(self) -> None:
        """Let the database go on counting where we stopped."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._ids)):
                cursor.execute(statement)


def update(rows: Sequence[models.Model], *names: str) -> None:
    """Write these columns of rows that are saved already."""
    if not rows:
        return
    kind = type(rows[0])
    quote = connection.ops.quote_name
    columns = [each for each in kind._meta.concrete_fields if each.name in names]
    sets = ", ".join(f"{quote(str(each.column))} = %s" for each in columns)
    statement = f"UPDATE {quote(kind._meta.db_table)} SET {sets} WHERE id = %s"  # noqa: S608 (our own names)
    lines = [
        (*(each.get_db_prep_save(getattr(row, each.attname), connection) for each in columns), row.pk)
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, lines)


def _insert(kind: type[models.Model], rows: Sequence[models.Model | Draft]) -> None:
    quote = connection.ops.quote_name
    table = quote(kind._meta.db_table)
    columns = ", ".join(quote(str(each.column)) for each in kind._meta.concrete_fields)
    lines = _lines(kind, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{NOTHING}')"
            cursor.copy_expert(statement, _as_csv(lines))
            return
        marks = ", ".join(["%s"] * len(kind._meta.concrete_fields))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(lines))  # noqa: S608


def _as_csv(lines: Iterable[Sequence[object]]) -> io.StringIO:
    text = io.StringIO()
    csv.writer(text).writerows([NOTHING if value is None else value for value in line] for line in lines)
    text.seek(0)
    return text


def _lines(kind: type[models.Model], rows: Iterable[models.Model | Draft]) -> Iterator[list[Any]]:
    names, prepare = _columns(kind)
    for row in rows:
        values = row.__dict__
        line = [values[name] for name in names]
        for place, prepared in prepare:
            if line[place] is not None:
                line[place] = prepared(line[place])
        yield line


@lru_cache(maxsize=64)
def _columns(kind: type[models.Model]) -> tuple[list[str], list[tuple[int, Callable[[Any], object]]]]:
    columns = kind._meta.concrete_fields
    prepare: list[tuple[int, Callable[[Any], object]]] = [
        (place, partial(_prepared, each)) for place, each in enumerate(columns) if not isinstance(each, PLAIN)
    ]
    return [each.attname for each in columns], prepare


@lru_cache(maxsize=64)
def _defaults(kind: type[models.Model]) -> dict[str, object]:
    return {each.attname: each.get_default() for each in kind._meta.concrete_fields}


def _prepared(column: models.Field[Any, Any], value: Any) -> object:
    if isinstance(column, models.JSONField):
        return json.dumps(value, ensure_ascii=False) if value else "[]" if value == [] else "{}"
    return _adapted(column, value)


@lru_cache(maxsize=8192)
def _adapted(column: models.Field[Any, Any], value: Any) -> object:
    """Days, times and points recur by the thousand."""
    return column.get_db_prep_save(value, connection)
