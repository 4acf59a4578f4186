"""Read the facts of meetings: one, or thousands in sets. The number of queries does not grow with either."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.db.models import (
    Case,
    Count,
    Exists,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from chapters.models import PostHolding
from meetings.models import (
    AgendaItem,
    Attendance,
    Contribution,
    Decision,
    Delegate,
    Limitation,
    Meeting,
    MeetingDocument,
    MemberRemark,
    Minutes,
    Petition,
    Reflection,
    Task,
    TopicPlan,
)
from scoring.evidence import record as facts
from scoring.evidence.looking_back import chapters_below, longest_runs
from scoring.evidence.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Rows = defaultdict[int, list[Any]]

CHUNK: Final = 500
HERE: Final = OuterRef("pk")
LEADERS: Final = (
    PostHolding.Post.SECRETARY,
    PostHolding.Post.STANDING_DEPUTY,
    PostHolding.Post.DEPUTY,
    PostHolding.Post.CHAPTER_COMMITTEE_MEMBER,
)


def load(meeting: Meeting, *, as_of: date | None = None, exclude_excused: bool = False) -> Record:
    """The record of one meeting as it stands."""
    return next(load_many([meeting.pk], as_of=as_of, exclude_excused=exclude_excused))


def load_many(
    meeting_ids: Iterable[int], *, as_of: date | None = None, exclude_excused: bool = False
) -> Iterator[Record]:
    """The records of many meetings, in the order asked for; a dozen queries for each 500."""
    today = as_of or timezone.localdate()
    ids = iter(meeting_ids)
    while chunk := list(islice(ids, CHUNK)):
        yield from _load_chunk(chunk, today, exclude_excused=exclude_excused)


def _load_chunk(ids: Sequence[int], today: date, *, exclude_excused: bool) -> Iterator[Record]:
    heads = {row[0]: facts.MeetingFacts._make(row) for row in _heads(ids)}
    held = list(heads.values())
    rolls = _rolls(ids)
    items = _grouped(
        AgendaItem.objects.filter(meeting__in=ids)
        .annotate(
            asks=_is_filled("focus_questions"), noted=_is_filled("notes"), concluded=_is_filled("conclusion")
        )
        .order_by("meeting_id", "position", "pk"),
        facts.ItemRow,
        "pk", "position", "step", "kind", "title", "is_required", "is_focus", "is_confidential",
        "preparer_id", "outcome", "asks", "noted", "concluded",
    )  # fmt: skip
    speeches = _grouped(
        Contribution.objects.filter(meeting__in=ids).annotate(asked=Q(petition__isnull=False)).order_by(),
        facts.SpeechRow,
        "item_id", "member_id", "kind", "asked",
    )  # fmt: skip
    votes = _grouped(
        Decision.objects.filter(meeting__in=ids).order_by("pk"),
        facts.VoteRow,
        "kind", "yes", "no", "other", "base", "present",
    )  # fmt: skip
    given, taken_up = _tasks(held)
    limitations = _limitations(held)
    petitions = _petitions(held)
    reflections = _reflections(held)
    runs = longest_runs(held, rolls)
    children = chapters_below(held)
    for pk in ids:
        head = heads[pk]
        yield Record(
            meeting=head,
            as_of=today,
            roll=tuple(rolls[pk]),
            items=tuple(items[pk]),
            speeches=tuple(speeches[pk]),
            votes=tuple(votes[pk]),
            tasks=tuple(given[pk]),
            taken_up=tuple(taken_up[pk]),
            limitations=tuple(limitations[pk]),
            petitions=tuple(petitions[pk]),
            reflections=tuple(reflections[pk]),
            longest_excused=runs.get(pk, 0),
            children=children.get(pk),
            exclude_excused=exclude_excused,
        )


def _grouped(rows: QuerySet[Any], shape: Any, *columns: str) -> Rows:
    """Rows by the meeting they belong to."""
    found: Rows = defaultdict(list)
    for meeting_id, *values in rows.values_list("meeting_id", *columns):
        found[meeting_id].append(shape._make(values))
    return found


def _is_filled(column: str) -> Case:
    return Case(When(**{column: ""}, then=Value(False)), default=Value(True))


def _rolls(ids: Sequence[int]) -> Rows:
    return _grouped(
        Attendance.objects.filter(meeting__in=ids).order_by("member__sort_key", "member_id"),
        facts.RollRow,
        "member_id", "member__full_name", "is_official", "is_guest", "exemption", "presence",
    )  # fmt: skip


def _heads(ids: Sequence[int]) -> QuerySet[Any, Any]:
    """One row a meeting: its columns, and counts that need no rows of their own."""
    previous = (
        Meeting.objects.filter(
            organization=OuterRef("organization"),
            kind=OuterRef("kind"),
            status__in=Meeting.HELD,
            month__lt=OuterRef("month"),
        )
        .exclude(pk=HERE)
        .order_by("-month", "-held_on")
    )
    regular = Meeting.objects.filter(
        organization=OuterRef("organization"), month=OuterRef("month"), kind=Meeting.Kind.REGULAR
    )
    plan = TopicPlan.objects.filter(
        organization=OuterRef("organization"), year=ExtractYear(OuterRef("month"))
    )
    documents = MeetingDocument.objects.filter(meeting=HERE)
    notes = Delegate.objects.filter(meeting=HERE)
    leaders = PostHolding.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=Coalesce(OuterRef("held_on"), OuterRef("month"))),
        organization=OuterRef("organization"),
        post__in=LEADERS,
        starts_on__lte=Coalesce(OuterRef("held_on"), OuterRef("month")),
    )
    return (
        Meeting.objects.filter(pk__in=ids)
        .annotate(
            drafted=_is_filled("draft_resolution"),
            document_count=_count(documents),
            shared_count=_count(documents.filter(shared_at__isnull=False)),
            last_shared_at=Subquery(
                documents.order_by().values("meeting").annotate(last=Max("shared_at")).values("last")
            ),
            remark_count=_count(MemberRemark.objects.filter(meeting=HERE)),
            chairing_notes=_count(notes.exclude(chairing_note="")),
            topic_notes=_count(notes.exclude(topic_note="")),
            # Closing a meeting recorded here always makes its minutes.
            has_minutes=Q(source=Meeting.Source.RECORDED, status__in=Meeting.HELD)
            | Exists(Minutes.objects.filter(meeting=HERE)),
            prepared_has_minutes=Q(prepared_by__source=Meeting.Source.RECORDED)
            | Exists(Minutes.objects.filter(meeting=OuterRef("prepared_by"))),
            leader_count=_count(leaders, by="organization"),
            previous_id=Subquery(previous.values("pk")[:1]),
            previous_on=Subquery(previous.values("held_on")[:1]),
            previous_source=Subquery(previous.values("source")[:1]),
            regular_in_month=Exists(regular.exclude(status__in=_ABSENT)),
            chapter_met_on=Subquery(regular.filter(status__in=Meeting.HELD).values("held_on")[:1]),
            plan_id=Subquery(plan.values("pk")[:1]),
            plan_reported_on=Subquery(plan.values("reported_on")[:1]),
        )
        .order_by("pk")
        .values_list(
            "pk", "organization_id", "organization__path", "organization__fixed_day",
            "organization__required_minutes", "kind", "is_combined", "month", "status", "source",
            "registered_on", "reschedule_reported_at", "held_on", "starts_at", "ends_at", "break_minutes",
            "place", "chair_id", "recorder_id", "prepared_by_id", "prepared_by__held_on", "prepared_by__status",
            "conferred_on", "conferred_with_minutes", "drafted", "notice_sent_at", "superior_notified",
            "merged_with_other", "dues_note", "first_submitted_at", "document_count", "shared_count",
            "last_shared_at", "remark_count", "chairing_notes", "topic_notes", "has_minutes",
            "prepared_has_minutes", "leader_count", "previous_id", "previous_on", "previous_source",
            "regular_in_month", "chapter_met_on", "plan_id", "plan_reported_on", "topic__pk", "topic__title",
            "topic__quarter", "topic__plan__year", "topic__category", "topic__selected_by_committee",
            "topic__presenter_id", "topic__drafted_on", "topic__draft_approved_on", "topic__final_on",
            "topic__needs_reflection",
        )
    )  # fmt: skip


_ABSENT: Final = (Meeting.Status.ABSENCE_ASKED, Meeting.Status.ABSENCE_AGREED)


def _count(rows: QuerySet[Any], by: str = "meeting") -> Coalesce:
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _tasks(held: Sequence[facts.MeetingFacts]) -> tuple[Rows, Rows]:
    """Tasks given at each meeting, and those of earlier meetings that it had to take up."""
    ids = [head.pk for head in held]
    first_day = min((head.held_on or head.month for head in held), default=date.min)
    matters = (
        Q(meeting__in=ids) | Q(here__isnull=False) | Q(state__in=Task.UNFINISHED) | Q(done_on__gt=first_day)
    )
    by_organization: defaultdict[int, list[tuple[int | None, facts.TaskRow]]] = defaultdict(list)
    rows = (
        Task.objects.filter(organization__in={head.organization_id for head in held})
        .exclude(state=Task.State.DROPPED)
        .annotate(here=FilteredRelation("judgements", condition=Q(judgements__meeting__in=ids)))
        .filter(matters)
        .order_by("pk")
        .values_list(
            "organization_id", "here__meeting_id", "pk", "meeting_id", "meeting__kind", "meeting__held_on",
            "assignee_id", "due_on", "state", "done_on", "here__result", "here__due_on", "here__done_on",
        )
    )  # fmt: skip
    for organization_id, judged_at, *values in rows:
        by_organization[organization_id].append((judged_at, facts.TaskRow._make(values)))
    given: Rows = defaultdict(list)
    taken_up: Rows = defaultdict(list)
    for head in held:
        _sort_tasks(head, by_organization[head.organization_id], given[head.pk], taken_up[head.pk])
    return given, taken_up


def _sort_tasks(
    head: facts.MeetingFacts,
    rows: Iterable[tuple[int | None, facts.TaskRow]],
    given: list[facts.TaskRow],
    taken_up: list[facts.TaskRow],
) -> None:
    day = head.held_on or head.month
    family = _family(head.kind)
    seen: dict[int, facts.TaskRow] = {}
    for judged_at, task in rows:
        if task.meeting_id == head.pk:
            seen.setdefault(task.pk, task)
        elif judged_at == head.pk:
            seen[task.pk] = task
        elif task.given_kind in family and _is_to_take_up(task, day):
            unjudged = task._replace(result=None, judged_due_on=None, judged_done_on=None)
            seen.setdefault(task.pk, unjudged)
    for task in seen.values():
        (given if task.meeting_id == head.pk else taken_up).append(task)


def _is_to_take_up(task: facts.TaskRow, day: date) -> bool:
    return task.given_on is not None and task.given_on < day and task.was_open_on(day)


def _family(kind: str) -> tuple[str, ...]:
    """Kinds of meetings whose tasks a meeting of this kind takes up."""
    return Meeting.CHAPTER_MEETINGS if kind in Meeting.CHAPTER_MEETINGS else (kind,)


def _limitations(held: Sequence[facts.MeetingFacts]) -> Rows:
    """Shortcomings judged at the meeting, and those of the previous one whether judged or not."""
    ids = [head.pk for head in held]
    before = [head.previous_id for head in held if head.previous_id]
    rows = [
        facts.LimitationRow._make(values)
        for values in Limitation.objects.filter(Q(meeting__in=before) | Q(judged_at_meeting__in=ids))
        .order_by("pk")
        .values_list("meeting_id", "judged_at_meeting_id", "result")
    ]
    by_meeting: Rows = defaultdict(list)
    by_judge: Rows = defaultdict(list)
    for row in rows:
        by_meeting[row.meeting_id].append(row)
        by_judge[row.judged_at_id or 0].append(row)
    found: Rows = defaultdict(list)
    for head in held:
        named_before = [
            row if row.judged_at_id == head.pk else row._replace(result="")
            for row in (by_meeting[head.previous_id] if head.previous_id else ())
        ]
        judged_here = [row for row in by_judge[head.pk] if row.meeting_id != head.previous_id]
        found[head.pk] = named_before + judged_here
    return found


def _petitions(held: Sequence[facts.MeetingFacts]) -> Rows:
    by_organization: Rows = defaultdict(list)
    rows = (
        Petition.objects.filter(organization__in={head.organization_id for head in held})
        .order_by("pk")
        .values_list("organization_id", "meeting_id", "raised_on", "due_on", "answered_on", "escalated_on")
    )
    for organization_id, *values in rows:
        by_organization[organization_id].append(facts.PetitionRow._make(values))
    found: Rows = defaultdict(list)
    for head in held:
        day = head.held_on or head.month
        found[head.pk] = [row for row in by_organization[head.organization_id] if row.raised_on <= day]
    return found


def _reflections(held: Sequence[facts.MeetingFacts]) -> Rows:
    topics = {head.topic_id: head.pk for head in held if head.topic_id and head.topic_needs_reflection}
    found: Rows = defaultdict(list)
    if topics:
        rows = Reflection.objects.filter(topic__in=topics).values_list("topic_id", "due_on", "submitted_on")
        for topic_id, *values in rows:
            found[topics[topic_id]].append(facts.ReflectionRow._make(values))
    return found
