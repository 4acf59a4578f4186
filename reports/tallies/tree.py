"""The tree of a month: under whom an organization stood on its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from chapters.models import Organization, Placement
from common.dates import last_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

Parents = dict[int, int | None]


def parents_in(month: date, ids: Collection[int] | None) -> Parents:
    """The parent of each organization, and of each of those, up to the top; of all where `ids` is None."""
    if ids is None:
        return _direct(month, None)
    found: Parents = {}
    wanted = set(ids)
    while wanted:
        found |= _direct(month, wanted)
        wanted = {parent for parent in found.values() if parent is not None} - found.keys()
    return found


def _direct(month: date, ids: Collection[int] | None) -> Parents:
    """By the placement that began last; one that has ended still tells where a dissolved body belonged."""
    organizations = Organization.objects.exclude(kind=Organization.Kind.PARTY_GROUP)
    placements = Placement.objects.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=last_day(month)))
    if ids is not None:
        organizations = organizations.filter(pk__in=ids)
        placements = placements.filter(organization__in=ids)
    parents: Parents = dict(organizations.order_by().values_list("pk", "parent_id"))
    in_order = placements.order_by(F("starts_on").asc(nulls_first=True), "pk")
    parents |= {
        pk: parent for pk, parent in in_order.values_list("organization_id", "parent_id") if pk in parents
    }
    return parents


def ancestors(parents: Parents, ids: Iterable[int]) -> set[int]:
    """Everything above these, themselves left out unless they stand above one another."""
    above: set[int] = set()
    for pk in ids:
        parent = parents.get(pk)
        while parent is not None and parent not in above:
            above.add(parent)
            parent = parents.get(parent)
    return above


def by_level(parents: Parents, ids: Iterable[int]) -> list[set[int]]:
    """The deepest first, so that each sum finds those below it already added up."""
    levels: dict[int, set[int]] = {}
    for pk in ids:
        depth, parent = 0, parents.get(pk)
        while parent is not None:
            depth, parent = depth + 1, parents.get(parent)
        levels.setdefault(depth, set()).add(pk)
    return [levels[depth] for depth in sorted(levels, reverse=True)]
