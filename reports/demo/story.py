"""The whole demo from an empty database: tree, people, months, sheets, and the work that waits today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import Entry
from chapters.models import Organization
from common.dates import add_months, month_of
from meetings.models import AgendaTemplate, AgendaTemplateItem, Meeting, Topic, TopicPlan
from reports.demo import plans, today_work, words
from reports.demo.people import Census, Unit
from reports.demo.rows import Rows, update
from reports.demo.sheets import Scorer
from reports.demo.tree import plant
from reports.demo.writer import Table, Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from chapters.models import Member
    from reports.demo.plans import Course, Plan

MEMBERS_FOR_MEETING = 3
MORNING = time(10, 0)


@dataclass(frozen=True)
class Told:
    """What was made, for the command's last line."""

    organizations: int
    members: int
    meetings: int


class Story:
    """Tells the same story for the same seed, number of months and day."""

    def __init__(
        self, *, seed: int, months: int, today: date, password: str, say: Callable[[str], None]
    ) -> None:
        self.rng = Random(seed)  # noqa: S311 (a story, not a secret)
        self.today = today
        self.now = timezone.make_aware(datetime.combine(today, MORNING))
        self.months = [add_months(month_of(today), -back) for back in range(months - 1, -1, -1)]
        self.password = password
        self.say = say
        self.topic_plans: dict[tuple[int, int], TopicPlan] = {}

    @transaction.atomic
    def tell(self) -> Told:
        bloc, listed = plant(self.rng, self.today)
        self.census = Census(self.rng, bloc, listed, self.today)
        self.census.take(self.password)
        self.say(
            f"{len(listed) + 1} tổ chức, {sum(len(unit.people) for unit in self.census.units)} đảng viên"
        )
        self.rows = Rows()
        self.writer = Writer(self.rng, self.now, _templates(), self.rows)
        self.scorer = Scorer(self.rng, self.rows)
        self._plan_topics()
        self.bend = today_work.Bender(self.census, self.today)
        meetings = 0
        for month in self.months:
            meetings += self._tell_month(month)
        self.say(f"{meetings} cuộc họp trong {len(self.months)} tháng")
        self.rows.close()
        today_work.leave(self.census, self.today, self.now)
        return Told(len(listed) + 1, sum(len(unit.people) for unit in self.census.units), meetings)

    def _plan_topics(self) -> None:
        years = sorted({month.year for month in self.months})
        rows = [
            TopicPlan(organization=unit.organization, year=year, reported_on=date(year, 1, 20))
            for unit in self.census.units
            for year in years
            if unit.is_formal or self.rng.random() < 0.55 + 0.45 * unit.quality
        ]
        TopicPlan.objects.bulk_create(rows, batch_size=1000)
        self.topic_plans = {(row.organization_id, row.year): row for row in rows}

    def _tell_month(self, month: date) -> int:
        told: list[tuple[Meeting, Course, Unit | None, Table]] = []
        for plan, table, unit in self._obligations(month):
            meeting, path = self.writer.write(plan, table)
            if unit and plan.topic_quarter and meeting.opened_at:
                self._take_topic(plan, meeting, table)
            told.append((meeting, path, unit, table))
        self._save_entries()
        self.rows.save()
        self._save_judged()
        self.scorer.score(told)
        self.rows.save()
        return len(told)

    def _obligations(self, month: date) -> list[tuple[Plan, Table, Unit | None]]:
        found: list[tuple[Plan, Table, Unit | None]] = []
        for entry in self.census.listed:
            body = entry.organization
            seats = self.census.committees.get(body.pk)
            if seats and body.kind == Organization.Kind.BASE_PARTY_BODY:
                plan = plans.committee(self.rng, body, month)
                if plan:
                    found.append((plan, self._committee_table(body, seats), None))
        for unit in self.census.units:
            organization = unit.organization
            if not organization.is_active_on(month) or unit.secretary is None:
                continue
            plan = plans.regular(self.rng, unit, month)
            if plan is None or (plan.held_on or plan.registered_on) > self._horizon:
                continue
            people = self._people(unit, plan.held_on or month)
            if len(people) >= MEMBERS_FOR_MEETING or unit.is_showcase:
                self.bend(plan, unit)
                found.append((plan, _chapter_table(unit, people), unit))
        return found

    @property
    def _horizon(self) -> date:
        """Meetings further ahead than ten days are not planned yet."""
        return self.today + timedelta(days=10)

    def _people(self, unit: Unit, day: date) -> list[Member]:
        """On the roll that day: admitted by then; a chapter split off later still counts in its older one."""
        people = [
            member for member in unit.people if member.official_on or (member.admitted_on or day) <= day
        ]
        for other in self.census.units:
            founded = other.organization.founded_on
            if other.parent_unit is unit and founded and day < founded:
                people += [member for member in other.people if member.official_on]
        return people

    def _committee_table(self, body: Organization, seats: list[Member]) -> Table:
        account = self.census.accounts[f"danguy.{body.pk}"]
        showcase = next(unit for unit in self.census.units if unit.is_showcase)
        if body == showcase.organization.parent:
            account = self.census.accounts["danguy"]
        return Table(
            people=seats,
            chair=seats[0],
            recorder=seats[1],
            quality=0.8,
            account=account,
            reviewer=self.census.accounts["tochuc"],
        )

    def _take_topic(self, plan: Plan, meeting: Meeting, table: Table) -> None:
        yearly = self.topic_plans.get((meeting.organization_id, meeting.month.year))
        held = meeting.held_on
        if yearly is None or held is None:
            return
        category, title = words.TOPICS[(plan.topic_quarter - 1) % len(words.TOPICS)]
        ready = table.is_formal or self.rng.random() < 0.4 + 0.6 * table.quality
        self.writer.rows.add(
            Topic(
                plan=yearly,
                quarter=plan.topic_quarter,
                title=title,
                category=category,
                selected_by_committee=True,
                presenter=table.recorder,
                drafted_on=held - timedelta(days=7),
                draft_approved_on=held - timedelta(days=4) if ready else None,
                final_on=held + timedelta(days=1) if ready else None,
                meeting=meeting,
            )
        )

    def _save_entries(self) -> None:
        """The trail of the steps, dated when they were taken."""
        for verb, meeting, at, by in self.writer.steps:
            self.rows.draft(
                Entry,
                at=at,
                verb=verb,
                thing_type=Meeting._meta.label_lower,
                thing_id=meeting.pk,
                thing_label=str(meeting),
                organization_path=meeting.organization.path,
                by_id=by.pk if by else None,
                by_name=str(by or "Hệ thống"),
            )
        self.writer.steps = []

    def _save_judged(self) -> None:
        update(self.writer.settled, "state", "done_on", "due_on")
        update(self.writer.judged, "result", "judged_at_meeting")
        self.writer.settled, self.writer.judged = [], []


def _chapter_table(unit: Unit, people: list[Member]) -> Table:
    chair = unit.secretary or people[0]
    recorder = next((member for member in people[1:] if member.official_on and member != chair), chair)
    return Table(
        people=people,
        chair=chair,
        recorder=recorder,
        quality=unit.quality,
        is_formal=unit.is_formal,
        exempt=unit.exempt,
        away=unit.away,
        account=unit.account,
        reviewer=unit.reviewer,
    )


def _templates() -> dict[tuple[str, bool], list[AgendaTemplateItem]]:
    """The agenda of each kind of meeting, as the installation has it."""
    found: dict[tuple[str, bool], list[AgendaTemplateItem]] = defaultdict(list)
    for template in AgendaTemplate.objects.filter(is_active=True, chapter_type="").prefetch_related("items"):
        found[template.meeting_kind, template.is_combined] = list(template.items.all())
    return found
