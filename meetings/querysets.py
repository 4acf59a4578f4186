"""Every question about many meetings and their parts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.db.models.functions import Coalesce

from chapters.querysets import Row, TreeQuerySet, held_roles
from chapters.roles import Role
from common.dates import add_months, month_of, months_between

if TYPE_CHECKING:
    from accounts.models import User
    from chapters.models import Organization
    from meetings.models import AgendaTemplate, Meeting
    from meetings.models.record import MeetingRecord


class MeetingQuerySet(TreeQuerySet["Meeting"]):
    def in_month(self, month: date) -> Self:
        return self.filter(month=month)

    def in_year(self, year: int) -> Self:
        return self.filter(month__year=year)

    def of_chapters(self) -> Self:
        return self.filter(kind__in=self.model.CHAPTER_MEETINGS)

    def regular(self) -> Self:
        return self.filter(kind=self.model.Kind.REGULAR)

    def held(self) -> Self:
        """Closed at least: the record is fixed."""
        return self.filter(status__in=self.model.HELD)

    def waiting_for_review(self) -> Self:
        return self.filter(status=self.model.Status.SUBMITTED).order_by("submitted_at")

    def newest_first(self) -> Self:
        return self.order_by("-month", "-held_on", "-pk")

    def months_missed(self, organization: Organization, year: int, today: date) -> list[date]:
        """Months of a year, over by now, in which the chapter neither met nor was excused, since its first record."""
        regular = self.regular().filter(organization=organization)
        first = regular.aggregate(first=Min("month"))["first"]
        last = min(add_months(month_of(today), -1), date(year, 12, 1))
        if first is None or first > last:
            return []
        settled = set(
            regular.in_year(year)
            .filter(status__in=[*self.model.HELD, self.model.Status.ABSENCE_AGREED])
            .values_list("month", flat=True)
        )
        months = months_between(max(first, date(year, 1, 1)), last)
        return [month for month in months if month not in settled and organization.is_active_on(month)]

    def announced(self) -> Self:
        """What members have been told of: drafts are nobody's business yet."""
        return self.filter(~Q(status=self.model.Status.PLANNED) | Q(notice_sent_at__isnull=False))

    def with_turnout(self) -> Self:
        """`present_count` and `due_count`, of the roll or of the bare head count."""
        due = Q(roll__exemption="")
        here = due & Q(roll__presence__in=("present", "late", "left_early"))
        return self.annotate(
            roll_present=Count("roll", filter=here), roll_due=Count("roll", filter=due)
        ).annotate(
            present_count=Coalesce("head_count__present", "roll_present"),
            due_count=Coalesce("head_count__expected", "roll_due"),
        )

    def count_by_status(self) -> dict[str, int]:
        rows = self.order_by().values_list("status").annotate(how_many=Count("pk", distinct=True))
        return {row[0]: row[-1] for row in rows}

    def before(self, meeting: MeetingRecord) -> Self:
        """Held earlier by the same body: what `meeting` takes up from. The newest first."""
        same = self.held().filter(organization_id=meeting.organization_id, kind__in=meeting.family)
        if meeting.held_on:
            same = same.filter(
                Q(held_on__lt=meeting.held_on) | Q(held_on=meeting.held_on, month__lt=meeting.month)
            )
        else:
            same = same.filter(month__lte=meeting.month)
        return same.exclude(pk=meeting.pk).order_by("-held_on", "-pk")


class MeetingPartQuerySet(TreeQuerySet[Row]):
    """Rows that belong to one meeting."""

    path = "meeting__organization__path"


def _of_meetings_before(meeting: MeetingRecord) -> Q:
    """The `before` of meetings, asked of their parts."""
    kinds = Q(meeting__kind__in=meeting.family, meeting__status__in=meeting.HELD)
    if meeting.held_on:
        return kinds & Q(meeting__held_on__lte=meeting.held_on) & Q(meeting__month__lte=meeting.month)
    return kinds & Q(meeting__month__lte=meeting.month)


class AgendaTemplateQuerySet(models.QuerySet["AgendaTemplate"]):
    def usual_for(self, meeting: Meeting) -> AgendaTemplate | None:
        """The one of the chapter's own type before the one of any type."""
        return (
            self.filter(is_active=True, meeting_kind=meeting.kind, is_combined=meeting.is_combined)
            .filter(chapter_type__in=["", meeting.organization.chapter_type])
            .order_by("-chapter_type", "-pk")
            .first()
        )


class ItemQuerySet(MeetingPartQuerySet["AgendaItem"]):  # type: ignore[name-defined]
    def put_off_before(self, meeting: Meeting) -> Self:
        """Put off by an earlier meeting and taken up by none since."""
        taken_up = self.model.objects.filter(carried_from=OuterRef("pk"))
        return (
            self.filter(_of_meetings_before(meeting), meeting__organization_id=meeting.organization_id)
            .filter(outcome=self.model.Outcome.CARRIED)
            .exclude(meeting=meeting)
            .filter(~Exists(taken_up))
            .select_related("meeting")
            .order_by("meeting__held_on", "position")
        )


class AttendanceQuerySet(MeetingPartQuerySet["Attendance"]):  # type: ignore[name-defined]
    def by_given_name(self) -> Self:
        return self.select_related("member").order_by("member__sort_key", "member__birth_year", "member_id")

    def here(self) -> Self:
        return self.filter(presence__in=self.model.HERE)


class ContributionQuerySet(MeetingPartQuerySet["Contribution"]):  # type: ignore[name-defined]
    def counted(self) -> Self:
        """Of speakers: the chair's conducting and a presenter's own paper make none."""
        return self.filter(member__isnull=False).exclude(kind__in=self.model.NOT_COUNTED)


class RemarkQuerySet(MeetingPartQuerySet["MemberRemark"]):  # type: ignore[name-defined]
    def readable_by(self, user: User) -> Self:
        """By those who lead the chapter and by its direct superior; further up only counts are read."""
        if user.is_superuser:
            return self
        reach = Q(pk__in=[])
        for path, role in held_roles(user):
            if role in {Role.SECRETARY, Role.DEPUTY}:
                reach |= Q(meeting__organization__path=path)
            elif role in {Role.COMMITTEE, Role.BOARD}:
                reach |= Q(meeting__organization__parent__path=path) | Q(meeting__organization__path=path)
        return self.filter(reach)


class LimitationQuerySet(MeetingPartQuerySet["Limitation"]):  # type: ignore[name-defined]
    def before(self, meeting: MeetingRecord) -> Self:
        """Named at earlier meetings and judged by none, or judged at this one."""
        return (
            self.filter(_of_meetings_before(meeting), meeting__organization_id=meeting.organization_id)
            .filter(Q(judged_at_meeting__isnull=True) | Q(judged_at_meeting_id=meeting.pk))
            .exclude(meeting_id=meeting.pk)
            .order_by("meeting__held_on", "pk")
        )


class TaskQuerySet(TreeQuerySet["Task"]):  # type: ignore[name-defined]
    def unfinished(self) -> Self:
        return self.filter(state__in=self.model.UNFINISHED)

    def overdue_on(self, day: date) -> Self:
        return self.unfinished().filter(due_on__lt=day)

    def overdue_first(self) -> Self:
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def counts_on(self, today: date) -> dict[str, int]:
        unfinished = Q(state__in=self.model.UNFINISHED)
        return self.aggregate(
            open=Count("pk", filter=unfinished),
            overdue=Count("pk", filter=unfinished & Q(due_on__lt=today)),
            reported=Count("pk", filter=Q(state=self.model.State.REPORTED)),
            done=Count("pk", filter=~unfinished),
        )

    def before(self, meeting: MeetingRecord) -> Self:
        """Given at earlier meetings of the same body: unfinished, or judged at this one.

        Once the meeting is closed only those it judged remain: what was left out cannot be written later.
        """
        judged = Q(judgements__meeting_id=meeting.pk)
        mine = judged if meeting.is_held else judged | Q(state__in=self.model.UNFINISHED)
        return (
            self.filter(_of_meetings_before(meeting), organization_id=meeting.organization_id)
            .filter(mine)
            .exclude(meeting_id=meeting.pk)
            .distinct()
            .order_by(models.F("due_on").asc(nulls_last=True), "pk")
        )


class PetitionQuerySet(TreeQuerySet["Petition"]):  # type: ignore[name-defined]
    def unanswered(self) -> Self:
        return self.filter(~Q(status__in=self.model.DONE))

    def answered(self) -> Self:
        return self.filter(status__in=self.model.DONE)

    def overdue_on(self, day: date) -> Self:
        return self.unanswered().filter(due_on__lt=day)

    def counts_on(self, today: date, organization: int | None) -> dict[str, int]:
        waiting = ~Q(status__in=self.model.DONE)
        return self.aggregate(
            open=Count("pk", filter=waiting),
            overdue=Count("pk", filter=waiting & Q(due_on__lt=today)),
            mine=Count("pk", filter=waiting & Q(assigned_to=organization)),
            answered=Count("pk", filter=~waiting),
        )


class TopicQuerySet(TreeQuerySet["Topic"]):  # type: ignore[name-defined]
    path = "plan__organization__path"
