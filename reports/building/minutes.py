"""The minutes of a meeting on paper: the version kept at closing, or a draft of what is recorded so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meetings import minutes
from reports.paper.frozen import thaw
from reports.paper.minutes import MinutesPaper
from reports.paper.snapshots import Minutes

if TYPE_CHECKING:
    from meetings.models import Meeting


def paper(meeting: Meeting, *, inner: bool, version: int | None = None) -> MinutesPaper:
    """`inner` readers see criticism too; for others only what may go further up."""
    versions = meeting.minutes.all()
    kept = versions.filter(version=version).first() if version else versions.first()
    content = kept.content if kept else minutes.snapshot(meeting)
    if not meeting.is_held:
        content = _draft(content)
    return MinutesPaper(thaw(Minutes, minutes.for_reader(content, inner=inner)))


def _draft(content: minutes.Plain) -> minutes.Plain:
    return content | {"head": content["head"] | {"draft": 1}}
