"""Titles in a file and the organizations they mean: exact, remembered, proposed, or asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from chapters.imports.kinds import kind_of
from chapters.imports.matching import Candidate, match_name
from chapters.models import ImportName, Organization, RememberedName
from common.text import clean, fold

if TYPE_CHECKING:
    from chapters.imports.lines import Understanding
    from chapters.models import ImportBatch


def resolve_names(batch: ImportBatch, whole: Understanding) -> None:
    """Find what each title of the file means; what a person confirmed earlier stays confirmed."""
    kind = kind_of(batch)
    counted = Counter(kind.titles(line)[:300] for line in whole.lines if line.is_data)
    confirmed = {name.title: name.organization for name in batch.names.filter(is_confirmed=True)}
    batch.names.all().delete()
    here = batch.organization
    if counted.keys() == {""} and ((here and here.is_chapter) or not kind.candidates(batch, "")):
        return
    is_only = len(counted) == 1
    for title, rows in counted.items():
        meant, is_sure = confirmed.get(title), title in confirmed
        if meant is None:
            meant, is_sure = _meaning(batch, title, is_only=is_only)
        batch.names.create(title=title, rows=rows, organization=meant, is_confirmed=is_sure)


def _meaning(batch: ImportBatch, title: str, *, is_only: bool) -> tuple[Organization | None, bool]:
    here = batch.organization
    remembered = RememberedName.objects.filter(within=here, key=fold(title)[:200]).select_related(
        "organization"
    )
    if title and (known := remembered.first()):
        return known.organization, True
    means = kind_of(batch).means
    if means and (sure := means(batch, title)):
        return sure, True
    organizations = {one.pk: one for one in kind_of(batch).candidates(batch, title)}
    match = match_name(title, [Candidate(pk, one.name) for pk, one in organizations.items()])
    if match.candidate:
        return organizations[match.candidate.pk], match.is_exact
    if is_only and here and here.is_chapter:
        return here, clean(title).casefold() in {"", here.name.casefold()}
    return None, False


def chapters_below(batch: ImportBatch) -> list[Organization]:
    """Chapters a title may mean: those of the body the file is for, or the chapter itself."""
    if batch.organization is None:
        return []
    return list(Organization.objects.under(batch.organization.path).chapters().active().order_by("path"))


class Meanings:
    """What each title means, asked row by row."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.names = {name.title: name for name in batch.names.select_related("organization")}

    def of(self, title: str) -> Organization | None:
        name: ImportName | None = self.names.get(title[:300])
        if name:
            return name.organization
        here = self.batch.organization
        return here if here and here.is_chapter and not self.names else None

    def waits_for(self, title: str) -> str:
        """What must be confirmed first; "" where nothing."""
        name = self.names.get(title[:300])
        if name is None or (name.is_confirmed and name.organization):
            return "" if name or self.of(title) else "chi bộ"
        return f"chi bộ “{title}”"[:200] if title else "chi bộ"
