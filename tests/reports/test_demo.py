"""manage.py demo: a whole Khối whose figures add up, the same for the same seed."""

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from chapters.models import Member, Organization
from meetings.models import Attendance, Meeting
from reports.demo.story import Story
from reports.models import Tally
from scoring.models import ScoreLine, ScoreSheet

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _that_day() -> Iterator[None]:
    with time_machine.travel("2026-11-22 09:00 +0700", tick=False):
        yield


def tell(seed: int, months: int) -> None:
    Story(seed=seed, months=months, today=TODAY, password="mật khẩu", say=lambda _: None).tell()


@pytest.mark.django_db
def test_the_demo_is_a_khoi_at_work() -> None:
    out = StringIO()
    call_command(
        "demo", "--seed", "7", "--months", "2", "--today", "2026-11-22", stdout=out, stderr=StringIO()
    )

    told = json.loads(out.getvalue().splitlines()[-1])
    assert told["organizations"] == 459
    assert Organization.objects.base_organizations().active().count() == 60
    assert Organization.objects.chapters().active().count() == 412
    assert 6000 < Member.objects.count() < 6500
    statuses = set(Meeting.objects.values_list("status", flat=True))
    assert {"planned", "submitted", "accepted", "returned"} <= statuses
    assert ScoreSheet.objects.filter(status="reviewed", reviewed_points__gt=0).exists()
    bloc = Tally.objects.get(organization__kind="bloc", month=date(2026, 10, 1))
    assert bloc.due == bloc.chapters == 412
    assert bloc.present <= bloc.expected

    verified = StringIO()
    call_command("rollup", "--verify", stdout=verified)
    assert json.loads(verified.getvalue())["differences"] == 0

    with pytest.raises(CommandError):
        call_command("demo")


@pytest.mark.django_db
def test_the_same_seed_tells_the_same_story() -> None:
    seen = [trace(7), trace(7), trace(8)]
    assert seen[0] == seen[1]
    assert seen[0] != seen[2]


def trace(seed: int) -> list[object]:
    """What one telling leaves, read before it is taken back."""
    with transaction.atomic():
        tell(seed, months=1)
        found = [
            list(Member.objects.order_by("card_number").values_list("full_name", "birth_date")),
            list(
                Meeting.objects.order_by("organization__code", "kind").values_list(
                    "held_on", "status", "ends_at"
                )
            ),
            Attendance.objects.filter(presence="excused").count(),
            sorted(ScoreLine.objects.exclude(adopted_points=None).values_list("adopted_points", flat=True)),
        ]
        transaction.set_rollback(True)
    return found
