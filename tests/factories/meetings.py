"""Meetings, made by the same verbs that people use."""

from __future__ import annotations

from datetime import date, time, timedelta

import factory
from django.utils import timezone

from chapters.models import PostHolding
from meetings.models import AgendaItem, Decision, Meeting, Task
from tests.factories.chapters import ChapterFactory, MemberFactory, PostHoldingFactory


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def chapter_of(members: int = 12, *, probationary: int = 0, **fields):
    """A chapter with a secretary, official members and probationary ones."""
    chapter = ChapterFactory(**fields)
    people = [MemberFactory(organization=chapter) for _ in range(members - probationary)]
    for _ in range(probationary):
        MemberFactory(organization=chapter, probationary=True)
    PostHoldingFactory(member=people[0], organization=chapter, post=PostHolding.Post.SECRETARY)
    return chapter


class MeetingFactory(factory.django.DjangoModelFactory):
    """A planned regular meeting; `is_open`, `closed`, `submitted`, `accepted` take it further by its verbs."""

    class Meta:
        model = Meeting

    organization = factory.LazyFunction(chapter_of)
    kind = Meeting.Kind.REGULAR
    held_on = factory.LazyFunction(yesterday)
    month = factory.LazyAttribute(lambda made: made.held_on.replace(day=1))
    starts_at = time(14, 0)
    place = "Phòng họp tầng 2"
    is_open = False
    closed = False
    submitted = False
    accepted = False

    @classmethod
    def _create(
        cls, model_class, *_args, is_open, closed, submitted, accepted, organization, kind, month, **fields
    ):
        meeting = model_class.plan(organization, kind, month, by=None, **fields)
        if is_open or closed or submitted or accepted:
            meeting.open(by=None)
        if closed or submitted or accepted:
            make_ready(meeting)
            meeting.close(by=None, ends_at=time(15, 40))
        if submitted or accepted:
            meeting.submit(by=None)
        if accepted:
            meeting.accept(by=None)
        return meeting


def make_ready(meeting: Meeting) -> Meeting:
    """Everything that would block the closing of an open meeting, done the shortest way."""
    people = [place.member for place in meeting.roll.by_given_name() if place.is_official and place.is_here]
    if people:
        chair, recorder = people[0], people[-1]
        meeting.replan(
            by=None, chair=meeting.chair or chair, recorder=meeting.recorder or recorder, ends_at=time(15, 40)
        )
    for item in meeting.items.all():
        item.end(AgendaItem.Outcome.CONCLUDED, by=None)
    return meeting


def decision_of(meeting: Meeting, **fields) -> Decision:
    fields = {"text": "Thông qua nghị quyết tháng", "yes": meeting.voting_present} | fields
    return Decision.put(meeting, fields.pop("text"), by=None, **fields)


def task_of(meeting: Meeting, text: str = "Số hóa hồ sơ 2015 - 2020", **fields) -> Task:
    place = meeting.roll.by_given_name().first()
    fields = {"assignee": place and place.member, "due_on": meeting.held_on + timedelta(days=14)} | fields
    return Task.assign(meeting, text, by=None, **fields)
