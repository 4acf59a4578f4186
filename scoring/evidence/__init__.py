"""Points the record supports, each with its reason in Vietnamese and the records it rests on.

A reader of an evidence key is a pure function of a `Record`, the facts of one meeting loaded once:

    records = load_many(meeting_ids)                     # a dozen queries for each 500 meetings
    for criterion, suggestion in suggest_all(criteria_set.all_criteria, record): ...
"""

from scoring.evidence import (
    agenda,
    attendance,
    below,
    discussion,
    papers,
    preparation,
    results,
    timing,
    topics,
)
from scoring.evidence.loading import load, load_many
from scoring.evidence.record import Record
from scoring.evidence.registry import describe, is_read, suggest, suggest_all, sum_of
from scoring.evidence.suggestion import State, Suggestion

__all__ = [
    "Record",
    "State",
    "Suggestion",
    "agenda",
    "attendance",
    "below",
    "describe",
    "discussion",
    "is_read",
    "load",
    "load_many",
    "papers",
    "preparation",
    "results",
    "suggest",
    "suggest_all",
    "sum_of",
    "timing",
    "topics",
]
