"""One chapter in the middle of its work, with everything an address can ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from chapters.imports.kinds import KINDS
from chapters.models import ImportBatch
from chapters.roles import Role
from common.dates import add_months, month_of
from meetings.models import (
    AgendaTemplate,
    Contribution,
    Limitation,
    Meeting,
    MeetingDocument,
    Petition,
    Topic,
    TopicPlan,
)
from reports.models import Report
from scoring.models import CriteriaSet
from tests.factories.accounts import UserFactory
from tests.factories.chapters import MemberFactory, PostHoldingFactory, RoleHoldingFactory
from tests.factories.meetings import MeetingFactory, task_of
from tests.people import Tree, grow

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User

# Who is tried at every address: inside the chapter, above it, and from elsewhere.
PEOPLE = {
    "secretary": ("chapter", Role.SECRETARY),
    "deputy": ("chapter", Role.DEPUTY),
    "member": ("chapter", Role.MEMBER),
    "overseer": ("body", Role.COMMITTEE),
    "board": ("bloc", Role.BOARD),
    "specialist": ("body", Role.SPECIALIST),
    "administrator": ("bloc", Role.ADMINISTRATOR),
    "stranger": ("other_chapter", Role.SECRETARY),
}


@dataclass
class World:
    tree: Tree
    people: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)  # of each one's signed-in browser

    def __getattr__(self, name: str) -> Any:
        return self.things[name]


def build() -> World:
    world = World(grow())
    chapter = world.tree.chapter
    for name, (place, role) in PEOPLE.items():
        organization = getattr(world.tree, place)
        user = UserFactory(username=name, full_name=f"Nguyễn Thị {name.capitalize()}")
        RoleHoldingFactory(user=user, organization=organization, role=role)
        if organization.is_chapter:
            MemberFactory(organization=organization, full_name=user.full_name, user=user)
        world.people[name] = user
    MemberFactory.create_batch(5, organization=chapter)
    post = PostHoldingFactory(member=world.people["secretary"].member)
    world.things |= {"chapter": chapter, "post": post, "colleague": chapter.members.filter(user=None).first()}
    world.things |= {"account": world.people["deputy"], "role": world.people["deputy"].role_holdings.get()}
    _meetings(world, timezone.localdate())
    _papers(world, timezone.localdate())
    return world


def _meetings(world: World, today: date) -> None:
    chapter, this = world.chapter, month_of(today)

    def held(months_ago: int, **steps: Any) -> Meeting:
        return MeetingFactory(
            organization=chapter, held_on=add_months(this, -months_ago).replace(day=5), **steps
        )

    closed, submitted, opened = held(3, closed=True), held(2, submitted=True), held(1, is_open=True)
    theme = held(1, kind=Meeting.Kind.THEMATIC, is_open=True)
    planned = MeetingFactory(organization=chapter, held_on=add_months(this, 1).replace(day=5))
    asked = held(4)
    asked.ask_absence("cả chi bộ đi chống lụt", by=None)
    said = Contribution.objects.create(meeting=opened, member=world.colleague, text="Đề nghị sửa máy quét")
    world.things |= {
        "closed": closed,
        "submitted": submitted,
        "opened": opened,
        "theme": theme,
        "planned": planned,
        "asked": asked,
        "said": said,
        "place": opened.roll.by_given_name().first(),
        "item": opened.items.first(),
        "task": task_of(closed, assignee=world.people["member"].member, reason="ghi sót"),
        "limitation": Limitation.objects.create(meeting=closed, text="Ít ý kiến phát biểu"),
        "document": MeetingDocument.objects.create(meeting=planned, title="Dự thảo báo cáo"),
        "petition": Petition.objects.create(
            organization=chapter,
            meeting=closed,
            text="Máy quét A3 hỏng",
            raised_on=today,
            assigned_to=world.tree.body,
        ),
        "sheet": opened.sheets.first(),
        "line": opened.sheets.first().lines.first(),
        "sent_line": submitted.sheets.first().lines.first(),
    }


def _papers(world: World, today: date) -> None:
    report = Report.objects.create(
        organization=world.tree.body, kind="month", period=month_of(today), state="asked"
    )
    report.papers.create(draft=1, pdf=b"%PDF-1.7", sha256="0" * 64)
    batch = ImportBatch.objects.create(
        kind="members", organization=world.chapter, name="dang_vien.xlsx", state="asked"
    )
    blank = dict.fromkeys(KINDS["members"].fields, "")
    plan = TopicPlan.begin(world.chapter, today.year, by=None)
    world.things |= {
        "topic": Topic.objects.create(plan=plan, quarter=4, title="Học tập Bác"),
        "template": AgendaTemplate.objects.first(),
        "criteria_set": CriteriaSet.objects.first(),
        "report": report,
        "batch": batch,
        "row": batch.rows.create(position=1, number=12, result="unclear", values=blank),
        "title": batch.names.create(title="CHI BỘ VĂN PHÒNG SỞ"),
        "year": today.year,
        "month": month_of(today),
    }
