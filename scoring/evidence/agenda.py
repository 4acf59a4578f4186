"""Evidence of the order of the meeting and what its items covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meetings.models.agenda import AgendaItem, ItemKind, Step
from scoring.evidence.addresses import link
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, State, Verdict, nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.evidence.record import ItemRow, Record
    from scoring.evidence.suggestion import Links

# The vote on the score and the reading of the minutes end with the meeting itself.
LAST_KINDS: Final = (ItemKind.SELF_SCORE, ItemKind.MINUTES)
NAMES_SHOWN: Final = 3


def items_link(record: Record, items: Iterable[ItemRow]) -> Links:
    """One link to the items by number: "Mục 3, 4"."""
    found = list(items)
    if not found:
        return ()
    numbers = [str(record.items.index(item) + 1) for item in found]
    return link(f"Mục {', '.join(numbers)}", record.meeting.pk, f"item-{found[0].pk}")


def is_left_out(item: ItemRow, *, running: bool) -> bool:
    if item.outcome == AgendaItem.Outcome.OPEN:
        return not running and item.kind not in LAST_KINDS
    return not item.is_concluded


@evidence("agenda.required_steps_done", "các bước bắt buộc của chương trình mẫu đã thực hiện")
def required_steps(record: Record) -> Fact:
    """`value` is how many steps are missing, `whole` how many are required."""
    if not record.items:
        return nothing("Chưa có chương trình")
    required = [item for item in record.items if item.is_required] or list(record.items)
    missing = [item.title for item in required if is_left_out(item, running=record.is_running)]
    missing += [label for step, label in Step.choices if all(item.step != step for item in record.items)]
    links = link("Chương trình", record.meeting.pk, "agenda")
    waiting = any(item.outcome == AgendaItem.Outcome.OPEN for item in required) and record.is_running
    state = State.EXPECTED if waiting else State.KNOWN
    if missing:
        more = f" và {len(missing) - NAMES_SHOWN} bước nữa" if len(missing) > NAMES_SHOWN else ""
        words = f"Thiếu: {', '.join(missing[:NAMES_SHOWN])}{more}"
    elif waiting:
        words = f"Tạm tính đủ {len(required)} mục theo trình tự"
    else:
        words = f"{len(required)}/{len(required)} mục bắt buộc đã thực hiện"
    return Fact(words, len(missing), links=links, state=state)


@worded("agenda.required_steps_done")
def in_order(record: Record, facts: Sequence[Fact]) -> Verdict:
    steps = facts[0]
    if not steps.is_known:
        return Verdict(None)
    missing = int(steps.value or 0)
    if not record.is_running and not any(item.is_concluded for item in record.items):
        return Verdict(3, words="Không mục nào có kết luận")
    return Verdict(min(missing, 2), steps.state)


def covered(record: Record, *kinds: str) -> list[ItemRow]:
    """Items of these kinds that were discussed, or still may be while the meeting runs."""
    return [item for item in record.items_of(*kinds) if not is_left_out(item, running=record.is_running)]


def _state(record: Record, items: Iterable[ItemRow]) -> State:
    waiting = record.is_running and any(item.outcome == AgendaItem.Outcome.OPEN for item in items)
    return State.EXPECTED if waiting else State.KNOWN


@evidence("agenda.has_ideology_item", "có mục chính trị, tư tưởng")
def ideology_item(record: Record) -> Fact:
    if not record.items:
        return nothing("Chưa có chương trình")
    found = covered(record, ItemKind.IDEOLOGY)
    words = f"Có {len(found)} mục chính trị, tư tưởng" if found else "Không có mục chính trị, tư tưởng"
    return Fact(words, len(found), links=items_link(record, found), state=_state(record, found))


@evidence("minutes.ideology_section_filled", "phần tư tưởng trong biên bản có nội dung")
def ideology_written(record: Record) -> Fact:
    written = any(item.is_written for item in covered(record, ItemKind.IDEOLOGY))
    return Fact("phần tư tưởng đã ghi" if written else "phần tư tưởng chưa ghi", int(written))


@worded("agenda.has_ideology_item", "minutes.ideology_section_filled")
def ideology(record: Record, facts: Sequence[Fact]) -> Verdict:
    item, written = facts
    if not item.is_known:
        return Verdict(None)
    if not item.value:
        return Verdict(2, words=item.words)
    return Verdict(0 if written.value else 1, State.KNOWN if written.value else item.state)


@evidence("agenda.has_political_task_item", "có mục nhiệm vụ chính trị")
def political_item(record: Record) -> Fact:
    if not record.items:
        return nothing("Chưa có chương trình")
    found = covered(record, ItemKind.POLITICAL_TASK, ItemKind.PREVIOUS_RESOLUTION)
    words = "" if found else "Không có mục đánh giá, đề ra nhiệm vụ"
    return Fact(words, len(found), links=items_link(record, found), state=_state(record, found))


@worded("agenda.has_political_task_item", "previous_resolution.reviewed_items_rate_pct")
def last_month_judged(record: Record, facts: Sequence[Fact]) -> Verdict:
    item, reviewed = facts
    if not item.is_known:
        return Verdict(None)
    if not item.value:
        return Verdict(2, words=item.words)
    links = item.links
    if not reviewed.is_known:  # nothing to judge, or no meeting before it here
        written = any(each.is_written for each in record.items_of(ItemKind.POLITICAL_TASK))
        words = "Có mục nhiệm vụ chính trị" + ("" if written else ", chưa ghi nội dung")
        return Verdict(0 if written else 1, item.state, words, links)
    state = State.EXPECTED if State.EXPECTED in {item.state, reviewed.state} else State.KNOWN
    every = reviewed.value == reviewed.whole or record.is_running
    return Verdict(0 if every else 1, state, reviewed.words, links)


@evidence("agenda.has_party_building_item", "có mục xây dựng Đảng")
def party_building(record: Record) -> Fact:
    """2 when party building was discussed and another of dues, admissions or ideology too; 1 when only one."""
    if not record.items:
        return nothing("Chưa có chương trình")
    main = covered(record, ItemKind.PARTY_BUILDING, ItemKind.MEMBER_MATTER)
    other = covered(record, ItemKind.IDEOLOGY if record.is_of_committee else ItemKind.DUES)
    said_dues = bool(record.meeting.dues_note) and not record.is_of_committee
    names = [each.title for each in (*main, *other)] or (["đảng phí"] if said_dues else [])
    words = f"Đã bàn: {', '.join(names[:NAMES_SHOWN])}" if names else "Không có mục xây dựng Đảng"
    value = int(bool(main)) + int(bool(other) or said_dues)
    found = [*main, *other]
    return Fact(words, value, links=items_link(record, found), state=_state(record, found))


@worded("agenda.has_party_building_item", "inspection_tasks.due_in_month_done")
def party_work(record: Record, facts: Sequence[Fact]) -> Verdict:
    return party_work_of_committee(record, facts)


@worded("agenda.has_party_building_item")
def party_work_of_committee(record: Record, facts: Sequence[Fact]) -> Verdict:
    item = facts[0]
    if not item.is_known:
        return Verdict(None)
    return Verdict(2 - int(item.value or 0), item.state, item.words)
