"""A month added up: the leaves from their records, then each one above them from the rows below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.utils import timezone

from chapters.models import Organization
from reports.models import COUNTS, Tally
from reports.tallies import book, records, writing
from reports.tallies.leaf import Place, own_row
from reports.tallies.tree import Parents, ancestors, by_level, parents_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


def add_up(month: date, ids: Collection[int] | None, today: date) -> None:
    """Recompute these organizations and all above them; everyone where `ids` is None.

    Whoever calls holds the month's page of the ledger, so that the last to write has seen the latest.
    """
    parents = parents_in(month, ids)
    if ids is not None:
        parents = _with_former_parents(month, ids, parents)
        ids = set(ids) | ancestors(parents, ids) | (parents.keys() - set(ids))
    places = _places(ids)
    begun = book.begun_by(month, ids, today)
    found = records.read(month, ids)
    own: dict[int, dict[str, Any]] = {}
    for place in places.values():
        if begun is None or place.pk in begun:
            row = own_row(place, month, found, today)
            if row is not None:
                own[place.pk] = row
    chapters = {pk for pk, place in places.items() if place.is_chapter}
    for pk in chapters & own.keys():
        own[pk] |= _base_report(places[pk], own[pk])
    _write(month, parents, {pk: own[pk] for pk in chapters & own.keys()})
    _erase(month, chapters - own.keys())
    for level in by_level(parents, places.keys() - chapters):
        _add_level(month, parents, {pk: places[pk] for pk in level}, own)
    if ids is None:
        Tally.objects.filter(month=month).exclude(organization__in=places).delete()


def _with_former_parents(month: date, ids: Collection[int], parents: Parents) -> Parents:
    """Who moved leaves a gap behind: those above the place it had are added up too."""
    former = Tally.objects.filter(month=month, organization__in=ids, parent__isnull=False)
    left = set(former.order_by().values_list("parent_id", flat=True)) - parents.keys()
    return parents_in(month, left) | parents if left else parents


def _places(ids: Collection[int] | None) -> dict[int, Place]:
    found = Organization.objects.exclude(kind=Organization.Kind.PARTY_GROUP)
    if ids is not None:
        found = found.filter(pk__in=ids)
    return {row[0]: Place(*row) for row in found.order_by().values_list(*Place.COLUMNS)}


def _base_report(place: Place, row: dict[str, Any]) -> dict[str, int]:
    """A TCCSĐ has reported when every meeting due in it is sent, or agreed not to be held."""
    if not place.is_base or not row.get("due"):
        return {}
    sent = row.get("submitted", 0) + row.get("absence_agreed", 0)
    return {"base_due": 1, "base_reported": int(sent >= row["due"])}


def _add_level(
    month: date, parents: Parents, level: dict[int, Place], own: dict[int, dict[str, Any]]
) -> None:
    below = (
        Tally.objects.filter(month=month, parent__in=level)
        .order_by()
        .values("parent_id")
        .annotate(**{f"sum_{name}": Sum(name) for name in COUNTS})
    )
    sums = {row["parent_id"]: {name: row[f"sum_{name}"] for name in COUNTS} for row in below}
    rows: dict[int, dict[str, Any]] = {}
    for pk, place in level.items():
        if pk not in sums and (pk not in own or not place.is_active_within(month)):
            continue
        row = own.get(pk, {})
        total = {name: row.get(name, 0) + sums.get(pk, {}).get(name, 0) for name in COUNTS}
        rows[pk] = total | _base_report(place, total)
    _write(month, parents, rows)
    _erase(month, level.keys() - rows.keys())


def _write(month: date, parents: Parents, rows: dict[int, dict[str, Any]]) -> None:
    shared = {"month": month, "computed_at": timezone.now()}
    made = [row | shared | {"organization_id": pk, "parent_id": parents.get(pk)} for pk, row in rows.items()]
    writing.put(Tally, ("organization_id", "month"), made)


def _erase(month: date, ids: Iterable[int]) -> None:
    if gone := list(ids):
        Tally.objects.filter(month=month, organization__in=gone).delete()
