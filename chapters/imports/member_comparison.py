"""Rows of a members' list beside what the database holds: new, changed, same, or not clear."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils import timezone

from chapters.imports.names import Meanings
from chapters.models import ImportRow, Member, MemberStatus, PostHolding
from chapters.querysets import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chapters.models import ImportBatch, Organization

FEW: Final = 50
CHUNK: Final = 500
NOTHING: Final = "(trống)"
Post = PostHolding.Post
CHAPTER_POSTS: Final = (Post.SECRETARY, Post.STANDING_DEPUTY, Post.DEPUTY, Post.CHAPTER_COMMITTEE_MEMBER)
Result = ImportRow.Result
Decision = ImportRow.Decision
# Doubts that come from the database, found anew each time.
FOUND_HERE: Final = frozenset(
    {
        "card_of_other",
        "in_other_chapter",
        "name_other_birth",
        "several_matches",
        "secretary_held",
        "post_too_early",
    }
    | {"rule"}
)
SEXES: Final = dict(Member.Sex.choices)
POSTS: Final = dict(Post.choices)


def compare_members(batch: ImportBatch, rows: Iterable[ImportRow]) -> None:
    """Set result, differences, target and doubts of the rows; nothing is saved."""
    rows = list(rows)
    comparison = MemberComparison(batch, rows)
    for row in rows:
        comparison.find(row)
    for row in rows:
        comparison.compare(row)


class MemberComparison:
    """The members that rows may mean, read once."""

    def __init__(self, batch: ImportBatch, rows: list[ImportRow]) -> None:
        self.batch = batch
        self.today = timezone.localdate()
        self.meanings = Meanings(batch)
        self.has_posts = "post" in batch.understanding.get("fields", [])
        self.by_card: dict[str, Member] = {}
        self.by_name: dict[str, list[Member]] = defaultdict(list)
        self.claimed: set[int] = set()
        self.found: dict[int, Member | None] = {}
        self._read_members(rows)
        self._read_standing()

    def _read_members(self, rows: list[ImportRow]) -> None:
        if self.batch.organization is None:
            return
        path = self.batch.organization.path
        reach = Q(memberships__organization__path__startswith=path) | Q(organization__path__startswith=path)
        members = Member.objects.filter(reach).distinct()
        if len(rows) <= FEW:
            names = [row.values.get("name", "") for row in rows]
            cards = [row.values.get("card") for row in rows if row.values.get("card")]
            members = members.filter(Q(full_name__in=names) | Q(card_number__in=cards))
            others = self.batch.rows.exclude(pk__in=[row.pk for row in rows]).exclude(target_id=None)
            self.claimed.update(others.values_list("target_id", flat=True))  # type: ignore[arg-type]
        for member in members.select_related("organization"):
            self._add(member)
        cards = [card for row in rows if (card := row.values.get("card")) and card not in self.by_card]
        for start in range(0, len(cards), CHUNK):
            wanted = Member.objects.filter(card_number__in=cards[start : start + CHUNK])
            for member in wanted.select_related("organization"):
                self.by_card[member.card_number] = member

    def _add(self, member: Member) -> None:
        self.by_name[member.full_name.casefold()].append(member)
        if member.card_number:
            self.by_card[member.card_number] = member

    def _read_standing(self) -> None:
        self.posts: dict[int, list[PostHolding]] = defaultdict(list)
        self.secretaries: dict[int, PostHolding] = {}
        self.statuses: dict[int, set[str]] = defaultdict(set)
        if self.batch.organization is None:
            return
        path = self.batch.organization.path
        for post in PostHolding.objects.under(path).filter(ends_on__isnull=True, post__in=CHAPTER_POSTS):
            self.posts[post.member_id].append(post)
            if post.post == Post.SECRETARY:
                self.secretaries[post.organization_id] = post
        current = MemberStatus.objects.under(path).filter(in_force(self.today))
        for member_id, kind in current.values_list("member_id", "kind"):
            self.statuses[member_id].add(kind)

    def find(self, row: ImportRow) -> None:
        """The one member the row surely means, if any."""
        if row.result == Result.REMARK:
            return
        member = self._by_card(row) or self._by_identity(row)
        if member is None and row.decision == Decision.ONE:
            member = self._namesake(row)
        self.found[row.position] = member
        row.target_id = member.pk if member else None
        if member:
            self.claimed.add(member.pk)

    def _by_card(self, row: ImportRow) -> Member | None:
        member = self.by_card.get(row.values["card"]) if row.values["card"] else None
        return member if member and member.full_name.casefold() == row.values["name"].casefold() else None

    def _by_identity(self, row: ImportRow) -> Member | None:
        if not row.values["name"] or not row.values["birth"]:
            return None
        same = [
            member
            for member in self.by_name.get(row.values["name"].casefold(), ())
            if same_birth(member, row.values["birth"])
        ]
        here = self.meanings.of(row.values["chapter"])
        at_home = [member for member in same if here and member.organization_id == here.pk]
        return next(iter(at_home or same), None)

    def _namesake(self, row: ImportRow) -> Member | None:
        """Someone of the same name in the same chapter, born another day, whom no other row means."""
        here = self.meanings.of(row.values["chapter"])
        if here is None or not row.values["name"]:
            return None
        return next(
            (
                member
                for member in self.by_name.get(row.values["name"].casefold(), ())
                if member.organization_id == here.pk and member.pk not in self.claimed
            ),
            None,
        )

    def compare(self, row: ImportRow) -> None:
        if row.result == Result.REMARK:
            return
        here = self.meanings.of(row.values["chapter"])
        row.waits_for = self.meanings.waits_for(row.values["chapter"])
        row.reasons = [reason for reason in row.reasons if reason["code"] not in FOUND_HERE]
        member = self.found.get(row.position)
        row.differences = self._differences(row, member, here) if member else {}
        self._doubt(row, member, here)
        if row.is_written:
            return
        settled = row.decision in {Decision.ACCEPT, Decision.EDIT, Decision.ONE}
        if row.decision == Decision.KEEP or (member and not row.differences and not _must_ask(row)):
            row.result = Result.SAME
        elif row.reasons and not (settled and not _must_ask(row)):
            row.result = Result.UNCLEAR
        else:
            row.result = Result.CHANGED if member else Result.NEW

    def _doubt(self, row: ImportRow, member: Member | None, here: Organization | None) -> None:
        values = row.values
        holder = self.by_card.get(values["card"]) if values["card"] else None
        if holder and holder != member:
            _add_reason(row, "card_of_other", f"Số thẻ {values['card']} là của đồng chí {holder}.", "card")
        if member and here and member.organization_id not in {None, here.pk} and values["moved"] != "out":
            _add_reason(
                row,
                "in_other_chapter",
                f"Đang sinh hoạt tại {member.organization}: dùng “Chuyển sinh hoạt đảng”, nhập tệp không chuyển.",
                "chapter",
            )
        if member is None and row.decision != Decision.ACCEPT and (namesake := self._namesake(row)):
            born = birth_words(namesake)
            _add_reason(
                row, "name_other_birth", f"Đã có đồng chí cùng tên sinh {born} trong chi bộ.", "birth"
            )
        if values["post"] and here:
            self._doubt_post(row, member, here)

    def _doubt_post(self, row: ImportRow, member: Member | None, here: Organization) -> None:
        values = row.values
        official = values["official"] or (
            member.official_on.isoformat() if member and member.official_on else ""
        )
        if not official:
            _add_reason(row, "post_too_early", "Đảng viên dự bị chưa giữ chức vụ được.", "post")
        held = self.secretaries.get(here.pk)
        if values["post"] != Post.SECRETARY or held is None or (member and held.member_id == member.pk):
            return
        if held.member_id not in self.claimed or row.decision == Decision.ACCEPT:
            _add_reason(
                row,
                "secretary_held",
                f"Đồng chí {held.member} đang là Bí thư: nhận dòng này thì đồng chí ấy thôi giữ chức vụ.",
                "post",
            )

    def _differences(self, row: ImportRow, member: Member, here: Organization | None) -> dict[str, list[str]]:
        """Field → old and new in words. What the file leaves blank stays as it is."""
        values = row.values
        found: dict[str, list[str]] = {}
        if values["name"] and values["name"] != member.full_name:
            found["name"] = [member.full_name, values["name"]]
        if values["sex"] and values["sex"] != member.sex:
            found["sex"] = [SEXES.get(member.sex, NOTHING), SEXES[values["sex"]]]
        if values["birth"] and not same_birth(member, values["birth"]):
            found["birth"] = [birth_words(member), day_words(values["birth"])]
        for name, attribute in (("admitted", "admitted_on"), ("official", "official_on")):
            was: date | None = getattr(member, attribute)
            if values[name] and values[name] != (was.isoformat() if was else ""):
                found[name] = [f"{was:%d/%m/%Y}" if was else NOTHING, day_words(values[name])]
        for name, attribute in (("card", "card_number"), ("job", "job_title"), ("note", "note")):
            stood = getattr(member, attribute)
            if values.get(name) and values[name] != stood:
                found[name] = [stood or NOTHING, values[name]]
        found |= self._standing_differences(row, member, here)
        return found

    def _standing_differences(
        self, row: ImportRow, member: Member, here: Organization | None
    ) -> dict[str, list[str]]:
        values = row.values
        found: dict[str, list[str]] = {}
        posts = [post.post for post in self.posts[member.pk] if here and post.organization_id == here.pk]
        if self.has_posts and member.organization_id and values["post"] not in (posts or [""]):
            was = ", ".join(POSTS[post] for post in posts) or "(không)"
            found["post"] = [was, POSTS.get(values["post"], "(không)")]
        standing = self.statuses[member.pk]
        if values["exempt"] and MemberStatus.Kind.EXEMPT not in standing and member.organization_id:
            found["note"] = ["", "miễn sinh hoạt"]
        if values["away"] and MemberStatus.Kind.AWAY not in standing and member.organization_id:
            found["note"] = ["", "sinh hoạt tạm thời nơi khác"]
        if values["moved"] == "out" and member.organization_id:
            found["note"] = ["", "chuyển đi"]
        return found


def _must_ask(row: ImportRow) -> bool:
    """Doubts that a decision alone does not settle."""
    return any(reason["code"] in {"card_of_other", "in_other_chapter", "rule"} for reason in row.reasons)


def _add_reason(row: ImportRow, code: str, sentence: str, about: str) -> None:
    row.reasons.append({"code": code, "sentence": sentence, "field": about, "suggestion": ""})


def same_birth(member: Member, birth: str) -> bool:
    """As precise as the less precise of the two."""
    if len(birth) == len("2000-01-01") and member.birth_date:
        return member.birth_date.isoformat() == birth
    return member.birth_year is not None and str(member.birth_year) == birth[:4]


def birth_words(member: Member) -> str:
    if member.birth_date:
        return f"{member.birth_date:%d/%m/%Y}"
    return str(member.birth_year or NOTHING)


def day_words(day: str) -> str:
    """1990-02-05 → 05/02/1990; 1990-02 → 02/1990; 1990 → 1990."""
    return "/".join(reversed(day.split("-")))


def show_member(row: ImportRow) -> dict[str, str]:
    values: dict[str, Any] = row.values
    return {
        "name": values["name"],
        "birth": day_words(values["birth"]),
        "sex": SEXES.get(values["sex"], ""),
        "admitted": day_words(values["admitted"]),
        "official": day_words(values["official"]) or ("dự bị" if values["probationary"] else ""),
        "card": values["card"],
        "post": POSTS.get(values["post"], ""),
        "note": values["note"],
        "chapter": values["chapter"],
    }
