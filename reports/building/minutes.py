"""The minutes of a meeting on paper: the version kept at closing, or a draft of what is recorded so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chapters.querysets import held_roles
from chapters.roles import Role
from meetings import minutes
from reports.paper.frozen import thaw
from reports.paper.minutes import MinutesPaper
from reports.paper.snapshots import Minutes

if TYPE_CHECKING:
    from accounts.models import User
    from meetings.models import Meeting


def paper(meeting: Meeting, *, inner: bool) -> MinutesPaper:
    """`inner` readers see criticism too; for others only what may go further up."""
    kept = meeting.minutes.first()
    content = kept.content if kept else minutes.snapshot(meeting)
    if not meeting.is_held:
        content = _draft(content)
    return MinutesPaper(thaw(Minutes, minutes.for_reader(content, inner=inner)))


def reads_inner(user: User, meeting: Meeting) -> bool:
    """Those who lead the chapter and its direct superior read what is said of members."""
    organization = meeting.organization
    parent = organization.parent
    for path, role in held_roles(user):
        if role in {Role.SECRETARY, Role.DEPUTY} and path == organization.path:
            return True
        direct = {organization.path, parent.path if parent else organization.path}
        if role in {Role.COMMITTEE, Role.BOARD} and path in direct:
            return True
    return user.is_superuser


def _draft(content: minutes.Plain) -> minutes.Plain:
    return content | {"head": content["head"] | {"draft": 1}}
