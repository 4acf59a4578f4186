"""What a person should do next: worked out from the records whenever it is looked at, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chapters.roles import Role
from reports.todo import above, administrator, chapter, member
from reports.todo.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reports.todo.desk import Desk

SOURCES: dict[Role, tuple[Callable[[Desk], Iterable[Work]], ...]] = {
    Role.SECRETARY: (chapter.meetings, chapter.themes, chapter.tasks, chapter.answers, chapter.people),
    Role.DEPUTY: (chapter.meetings, chapter.themes, chapter.tasks, chapter.answers, chapter.people),
    Role.COMMITTEE: (
        above.reviews,
        above.absences,
        above.missing,
        above.petitions,
        chapter.meetings,
        above.imports,
    ),
    Role.BOARD: (above.reviews, above.absences, above.missing, above.reports, above.petitions, above.imports),
    Role.SPECIALIST: (above.visits, above.missing, above.petitions),
    Role.MEMBER: (member.tasks, member.notice, member.reflections),
    Role.ADMINISTRATOR: (administrator.health, administrator.accounts, above.imports),
}


def todo(desk: Desk) -> list[Work]:
    """Everything that waits at a desk: overdue first, then who is waiting, then by the days that are left."""
    found = [work for source in SOURCES[desk.role] for work in source(desk)]
    return sorted(found, key=lambda work: work.urgency(desk.today))


__all__ = ["Work", "todo"]
