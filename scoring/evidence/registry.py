"""The registry of evidence keys and worded rules, and how a criterion gets its points from them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from scoring.evidence.bands import band_points, to_reach_full
from scoring.evidence.suggestion import REASON_LENGTH, Fact, State, Suggestion, Verdict, nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from scoring.evidence.record import Record
    from scoring.evidence.suggestion import CriterionLike, Links

    Reader = Callable[[Record], Fact]
    Rule = Callable[[Record, Sequence[Fact]], Verdict]

HUMAN: Final = "human"
Found = TypeVar("Found", bound="Callable[..., Fact]")
Decided = TypeVar("Decided", bound="Callable[..., Verdict]")

EVIDENCE: dict[str, Reader] = {}
DESCRIPTIONS: dict[str, str] = {}
RULES: dict[tuple[str, ...], Rule] = {}

# Keys whose facts come with later parts of the program: until then no data, blank, never full.
AWAITED: Final = {
    "inspection_tasks.due_in_month_done": "nhiệm vụ kiểm tra, giám sát đến hạn trong tháng đã báo cáo",
    "inspection_tasks.discussed_count": "kết quả kiểm tra, giám sát đưa vào chương trình",
    "visits.discussed_count": "kết quả dự sinh hoạt chi bộ đưa vào chương trình",
}


def evidence(key: str, describes: str) -> Callable[[Found], Found]:
    """Register a reader of one key: a pure function of the record of a meeting."""

    def register(reader: Found) -> Found:
        EVIDENCE[key] = reader
        DESCRIPTIONS[key] = describes
        return reader

    return register


def worded(*keys: str) -> Callable[[Decided], Decided]:
    """Register the rule of criteria that rest on exactly these keys and have words instead of bands."""

    def register(rule: Decided) -> Decided:
        RULES[keys] = rule
        return rule

    return register


def describe(key: str) -> str:
    """The key in Vietnamese, for the page of criteria."""
    return DESCRIPTIONS.get(key) or AWAITED.get(key) or key


def is_read(key: str) -> bool:
    return key in EVIDENCE


def suggest(criterion: CriterionLike, record: Record) -> Suggestion:
    """What the record says of one criterion."""
    return _suggest(criterion, record, {})


def suggest_all(criteria: Iterable[CriterionLike], record: Record) -> list[tuple[CriterionLike, Suggestion]]:
    """Every criterion of a set; each evidence key is read once."""
    read: dict[str, Fact] = {}
    return [(criterion, _suggest(criterion, record, read)) for criterion in criteria]


def _suggest(criterion: CriterionLike, record: Record, read: dict[str, Fact]) -> Suggestion:
    facts = [_read(key, record, read) for key in criterion.evidence]
    if criterion.mode == HUMAN:
        return Suggestion(State.NONE, None, _words(facts), _links(facts))
    if criterion.bands:
        return _by_bands(criterion, facts, _read(str(criterion.bands["metric"]), record, read))
    rule = RULES.get(tuple(criterion.evidence))
    if rule is None:
        return Suggestion(State.NONE, None, _words(facts), _links(facts))
    return _by_rule(criterion, facts, rule(record, facts))


def _read(key: str, record: Record, read: dict[str, Fact]) -> Fact:
    fact = read.get(key)
    if fact is None:
        reader = EVIDENCE.get(key)
        fact = read[key] = reader(record) if reader else nothing()
    return fact


def _by_bands(criterion: CriterionLike, facts: Sequence[Fact], metric: Fact) -> Suggestion:
    words = _words(facts) or metric.words
    links = _links(facts) or metric.links
    if metric.state == State.NOT_APPLICABLE:
        return _not_applicable(criterion, metric.words, links)
    if not metric.is_known or criterion.bands is None:
        return Suggestion(State.NONE, None, words, links)
    points = band_points(criterion.bands, metric)
    if points is None:
        return Suggestion(State.NONE, None, words, links)
    full = criterion.max_points
    to_full = to_reach_full(criterion.bands, metric, full) if points < full else ""
    return Suggestion(metric.state, points, words[:REASON_LENGTH], links, to_full)


def _by_rule(criterion: CriterionLike, facts: Sequence[Fact], verdict: Verdict) -> Suggestion:
    words = verdict.words or _words(facts)
    links = _links(facts) if verdict.links is None else verdict.links
    if verdict.state == State.NOT_APPLICABLE:
        return _not_applicable(criterion, words, links)
    if verdict.level is None or verdict.state == State.NONE:
        return Suggestion(State.NONE, None, words[:REASON_LENGTH], links)
    scale = criterion.scale
    points = scale[min(verdict.level, len(scale) - 1)].points if scale else None
    return Suggestion(verdict.state, points, words[:REASON_LENGTH], links)


def _not_applicable(criterion: CriterionLike, words: str, links: Links) -> Suggestion:
    if criterion.full_when_not_applicable:
        return Suggestion(State.NOT_APPLICABLE, criterion.max_points, words[:REASON_LENGTH], links)
    return Suggestion(State.NONE, None, words[:REASON_LENGTH], links)


def _words(facts: Sequence[Fact]) -> str:
    if len(facts) == 1:
        return facts[0].words
    return "; ".join(dict.fromkeys(fact.words for fact in facts if fact.words))


def _links(facts: Sequence[Fact]) -> Links:
    if len(facts) == 1:
        return facts[0].links
    return tuple(dict.fromkeys(link for fact in facts for link in fact.links))


def sum_of(suggestions: Iterable[tuple[CriterionLike, Suggestion]]) -> tuple[Decimal, Decimal]:
    """Points of the criteria with data, and the maximum those criteria have: 84 of 92."""
    points = maximum = Decimal(0)
    for criterion, suggestion in suggestions:
        if suggestion.points is not None:
            points += suggestion.points
            maximum += criterion.max_points
    return points, maximum
