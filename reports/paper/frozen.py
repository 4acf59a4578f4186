"""Snapshots to JSON and back, guided by their own annotations."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Snapshot = TypeVar("Snapshot")


@cache
def hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def freeze(value: object) -> Any:
    """Plain values that JSON can hold."""
    if is_dataclass(value):
        return {each.name: freeze(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple | list):
        return [freeze(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return value


def thaw(kind: type[Snapshot], plain: Any) -> Snapshot:
    return cast("Snapshot", _thaw(kind, plain))


def _thaw(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if plain is None:
            return None
        return _thaw(next(each for each in get_args(kind) if each is not NoneType), plain)
    if origin is tuple:
        return tuple(_thaw(get_args(kind)[0], each) for each in plain)
    if is_dataclass(kind):
        known = hints(cast("type", kind))
        return cast("Any", kind)(
            **{name: _thaw(known[name], each) for name, each in plain.items() if name in known}
        )
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    return kind(plain)
