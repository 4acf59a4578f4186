"""Writing rows of a members' list: newcomers in bulk, everything else through the verbs of a member."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from accounts.models import Entry
from chapters.imports.changes import CHUNK, State, record_changes, state_of
from chapters.imports.member_comparison import CHAPTER_POSTS, MemberComparison
from chapters.models import ImportRow, Member, Membership, PostHolding
from chapters.signals import membership_changed
from common.dates import add_months, month_of
from common.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from accounts.models import User
    from chapters.imports.names import Meanings
    from chapters.models import ImportBatch, Organization

Result = ImportRow.Result
WHOLE_DAY: Final = len("2000-01-01")
_DATES: Final = {"admitted": "admitted_on", "official": "official_on"}
_TEXTS: Final = {"name": "full_name", "sex": "sex", "card": "card_number", "job": "job_title", "note": "note"}


def write_members(batch: ImportBatch, by: User | None) -> None:
    """Every row to be written, compared once more with what the database holds by now."""
    rows = list(batch.rows.to_write().defer("written", "as_read"))
    comparison = MemberComparison(batch, rows)
    for row in rows:
        comparison.find(row)
    for row in rows:
        comparison.compare(row)
    _refuse_second_cards(rows)
    writable = [row for row in rows if row.result in {Result.NEW, Result.CHANGED} and not row.waits_for]
    writing = _Writing(batch, by, comparison)
    writing.bring_in([row for row in writable if row.result == Result.NEW])
    writing.change([row for row in writable if row.result == Result.CHANGED])
    done = [row for row in rows if row.is_written]
    ImportRow.objects.bulk_update(done, ["target_id", "is_written"], CHUNK)
    others = [row for row in rows if row.reasons or not row.is_written]
    ImportRow.objects.bulk_update(others, ["result", "reasons", "differences", "target_id"], CHUNK)


def _refuse_second_cards(rows: list[ImportRow]) -> None:
    """Of two new rows with one card number only the first is written."""
    taken: dict[str, ImportRow] = {}
    for row in rows:
        card = row.values["card"]
        if not card or row.result not in {Result.NEW, Result.CHANGED}:
            continue
        first = taken.setdefault(card, row)
        if first is not row:
            _add_rule(row, f"Số thẻ {card} đã dùng cho dòng {first.number}: sửa số thẻ của dòng này.")
            row.result = Result.UNCLEAR


def _add_rule(row: ImportRow, sentence: str) -> None:
    row.reasons.append({"code": "rule", "sentence": sentence, "field": "", "suggestion": ""})


class _Writing:
    def __init__(self, batch: ImportBatch, by: User | None, comparison: MemberComparison) -> None:
        self.batch = batch
        self.by = by
        self.comparison = comparison
        self.meanings: Meanings = comparison.meanings
        self.today = timezone.localdate()
        as_of = batch.understanding.get("as_of")
        self.listed_on = min(date.fromisoformat(as_of), self.today) if as_of else self.today

    def bring_in(self, rows: list[ImportRow]) -> None:
        """New members: bulk rows, then posts and standing by verbs, then one fact a chapter."""
        since: dict[Organization, tuple[date, Member]] = {}
        with_standing: list[tuple[ImportRow, Member]] = []
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            members = Member.objects.bulk_create([self._member(row) for row in part])
            memberships = []
            for row, member in zip(part, members, strict=True):
                home = self._home(row)
                first = self._starts_on(row, home)
                memberships.append(
                    Membership(member=member, organization=home, starts_on=first, reason="listed")
                )
                since[home] = min(since.get(home, (first, member)), (first, member), key=lambda pair: pair[0])
                row.is_written, row.target_id = True, member.pk
                if (
                    any(row.values[name] for name in ("post", "exempt", "away"))
                    or row.values["moved"] == "out"
                ):
                    with_standing.append((row, member))
            Membership.objects.bulk_create(memberships)
            Entry.objects.record_all(
                "member.admitted", members, by=self.by, reason="listed", batch=self.batch.pk
            )
        for organization, (earliest, member) in since.items():
            membership_changed.send(
                sender=Member, member=member, organization=organization, since=earliest, by=self.by
            )
        for row, member in with_standing:
            self._try(row, partial(self._standing, row, member))
        self._keep_what_was_made([row.target_id for row in rows if row.target_id])

    def _keep_what_was_made(self, pks: list[int]) -> None:
        for start in range(0, len(pks), CHUNK):
            record_changes(self.batch, None, {}, _state_of_members(pks[start : start + CHUNK]))

    def _home(self, row: ImportRow) -> Organization:
        home = self.meanings.of(row.values["chapter"])
        if home is None:
            raise RuleError(f"Dòng {row.number}: chưa biết là chi bộ nào.")
        return home

    def _member(self, row: ImportRow) -> Member:
        member = Member(organization=self._home(row), **_columns(row.values))
        member.derive()
        return member

    def _starts_on(self, row: ImportRow, home: Organization) -> date:
        """From when the roll has them: the month they came, otherwise the day the list stands for."""
        values = row.values
        first = self.listed_on
        if values["moved"] == "in" and values["moved_when"]:
            first = _first_day(values["moved_when"])
        if values["moved"] == "out":
            first = add_months(month_of(self._left_on(row)), -1)
        if values["admitted"]:
            first = max(first, date.fromisoformat(values["admitted"]))
        return max(first, home.founded_on) if home.founded_on else first

    def _left_on(self, row: ImportRow) -> date:
        when = row.values["moved_when"]
        return min(_first_day(when), self.today) if when else self.listed_on

    def _standing(self, row: ImportRow, member: Member) -> None:
        """Post, exemption, absence, departure: each by the member's own verb."""
        values = row.values
        home = self._home(row)
        start = max(self.listed_on, self._starts_on(row, home))
        if values["moved"] == "out":
            member.leave(
                Membership.Ending.TRANSFERRED,
                by=self.by,
                on=self._left_on(row),
                decision="theo danh sách nhập",
            )
            return
        if values["post"]:
            PostHolding.begin(
                by=self.by,
                member=member,
                organization=home,
                post=values["post"],
                on=start,
                end_predecessor=row.decision == ImportRow.Decision.ACCEPT,
            )
        if values["exempt"]:
            on = _first_day(values["exempt_since"]) if values["exempt_since"] else start
            member.exempt(by=self.by, on=min(on, self.today), note=values["note"])
        if values["away"]:
            member.send_temporarily(by=self.by, on=start, note=values["note"])

    def change(self, rows: list[ImportRow]) -> None:
        """Members known already; those who give up a post come first."""
        for row in sorted(rows, key=lambda row: (bool(row.values["post"]), row.position)):
            member = self.comparison.found[row.position]
            if member is None:
                continue
            before = _state_of_members([member.pk])
            if self._try(row, partial(self._change, row, member)):
                row.is_written = True
                record_changes(self.batch, row, before, _state_of_members([member.pk]))

    def _change(self, row: ImportRow, member: Member) -> None:
        columns = _columns(row.values)
        changed = {name: value for name, value in columns.items() if value not in {None, ""}}
        if "birth" not in row.differences:
            changed.pop("birth_date", None)
            changed.pop("birth_year", None)
        elif changed.get("birth_date") is None:
            changed["birth_date"] = None
        member.amend(by=self.by, **changed)
        if "post" in row.differences:
            self._end_posts(row, member)
        if member.organization is not None:
            self._standing(row, member)

    def _end_posts(self, row: ImportRow, member: Member) -> None:
        home = self._home(row)
        for post in member.posts.filter(organization=home, ends_on__isnull=True, post__in=CHAPTER_POSTS):
            if post.post != row.values["post"]:
                post.end(by=self.by, on=max(self.listed_on, post.starts_on + timedelta(days=1)))

    def _try(self, row: ImportRow, act: Callable[[], None]) -> bool:
        """A rule of one row does not stop the others: the row goes back to the doubtful ones."""
        try:
            with transaction.atomic():
                act()
        except RuleError as error:
            _add_rule(row, str(error))
            row.result = row.result if row.is_written else Result.UNCLEAR
            return False
        return True


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """The member's own columns as the row has them."""
    columns: dict[str, Any] = {attribute: values.get(name, "") for name, attribute in _TEXTS.items()}
    for name, attribute in _DATES.items():
        columns[attribute] = date.fromisoformat(values[name]) if values[name] else None
    birth = values["birth"]
    columns["birth_date"] = date.fromisoformat(birth) if len(birth) == WHOLE_DAY else None
    columns["birth_year"] = int(birth[:4]) if birth else None
    return columns


def _first_day(when: str) -> date:
    """2024-01 → 1/1/2024; 2024 → 1/1/2024."""
    return date.fromisoformat((when + "-01-01")[:WHOLE_DAY])


def _state_of_members(pks: Iterable[int]) -> State:
    found = Member.objects.filter(pk__in=list(pks)).prefetch_related("memberships", "statuses", "posts")
    members = list(found)
    parts = [
        thing
        for member in members
        for thing in (*member.memberships.all(), *member.statuses.all(), *member.posts.all())
    ]
    return state_of([*members, *parts])
