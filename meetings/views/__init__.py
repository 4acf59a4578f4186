"""Pages of meetings, one module a subject."""

from meetings.views import (
    agendas,
    items,
    listing,
    parts,
    petitions,
    planning,
    roll,
    steps,
    tasks,
    topics,
    workspace,
)

__all__ = [
    "agendas",
    "items",
    "listing",
    "parts",
    "petitions",
    "planning",
    "roll",
    "steps",
    "tasks",
    "topics",
    "workspace",
]
