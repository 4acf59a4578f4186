"""What the pages of a meeting show, gathered with few queries."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from common.templatetags.vi import dm
from meetings import gaps
from meetings.models import AgendaItem, Attendance, Contribution, ItemKind, MemberRemark, Step, Task
from meetings.permissions import reads_inner
from meetings.streaks import WARN_AT, leave_in_a_row, silent_members

if TYPE_CHECKING:
    from accounts.models import User
    from meetings.models import ConflictError, Limitation, Meeting, Petition, TaskJudgement, Topic
    from meetings.turnout import Turnout

# Which parts stand open with an item of a kind, besides its contributions and conclusion.
PARTS_OF: Final[dict[str, tuple[str, ...]]] = {
    ItemKind.OPENING: ("delegates",),
    ItemKind.ROLL: ("delegates",),
    ItemKind.IDEOLOGY: ("documents",),
    ItemKind.PREVIOUS_RESOLUTION: ("previous", "remarks"),
    ItemKind.MEMBER_MATTER: ("decisions",),
    ItemKind.DELEGATE: ("delegates",),
    ItemKind.CONCLUSION: ("tasks", "limitations", "petitions"),
    ItemKind.VOTE: ("decisions",),
    ItemKind.TOPIC: ("topic",),
}
PART_WORDS: Final[dict[str, str]] = {
    "previous": "Nhiệm vụ kỳ trước",
    "tasks": "Giao nhiệm vụ",
    "decisions": "Biểu quyết",
    "remarks": "Biểu dương, nhắc nhở",
    "petitions": "Khó khăn, vướng mắc",
    "limitations": "Hạn chế",
    "delegates": "Đại biểu",
    "documents": "Tài liệu",
    "topic": "Chuyên đề",
}
UNTALKED: Final = (ItemKind.SELF_SCORE, ItemKind.MINUTES)
REASONS: Final = ("công tác", "nghỉ ốm", "nghỉ phép", "đi học", "nghỉ thai sản", "việc gia đình")


@dataclass(frozen=True)
class Line:
    """An item as the agenda shows it."""

    item: AgendaItem
    number: int
    is_current: bool

    @property
    def minutes(self) -> str:
        used, planned = self.item.used_minutes, self.item.planned_minutes
        if used is None:
            return f"{planned}′"
        return f"{used}′" if self.item.is_ended and used <= planned else f"{used}/{planned}′"

    @property
    def meaning(self) -> str:
        return f"item_{self.item.outcome}"


@dataclass(frozen=True)
class Place:
    """A line of the roll."""

    attendance: Attendance
    run: int
    post: str

    @property
    def note(self) -> str:
        place = self.attendance
        if place.exemption:
            return place.get_exemption_display().lower()
        if place.presence == place.Presence.EXCUSED:
            again = f" · kỳ thứ {self.run} liền" if self.run > 1 else ""
            return f"{place.reason or 'vắng'} (có lý do){again}"
        if place.presence == place.Presence.UNEXCUSED:
            return "không lý do"
        if place.presence in {place.Presence.LATE, place.Presence.LEFT_EARLY}:
            return f"{place.get_presence_display().lower()}{f' {place.at:%H:%M}' if place.at else ''}"
        return self.post

    @property
    def warns(self) -> bool:
        return self.run >= WARN_AT


@dataclass(frozen=True)
class EarlierTask:
    task: Task
    judgement: TaskJudgement | None

    @property
    def result(self) -> str:
        return self.judgement.result if self.judgement else ""

    @property
    def facts(self) -> str:
        task = self.task
        due = self.judgement.due_on if self.judgement else task.due_on
        said = [f"Hạn {dm(due)}" if due else "Không có thời hạn"]
        if task.reported_at:
            said.append(
                f"đồng chí báo ngày {dm(task.reported_at)}"
                + (f": “{task.report}”" if task.report else " đã xong")
            )
        if self.judgement and self.judgement.new_due_on:
            said.append(f"gia hạn đến {dm(self.judgement.new_due_on)}")
        return " · ".join(said)


@dataclass(frozen=True)
class TwoTexts:
    """One text that two people wrote, word by word, with the words in which they differ."""

    name: str
    typed: str
    now: str

    @property
    def both(self) -> str:
        return f"{self.now}\n{self.typed}"

    @property
    def mine(self) -> list[tuple[str, bool]]:
        return self._marked(self.typed, self.now)

    @property
    def theirs(self) -> list[tuple[str, bool]]:
        return self._marked(self.now, self.typed)

    @staticmethod
    def _marked(shown: str, other: str) -> list[tuple[str, bool]]:
        words = shown.split()
        same: set[int] = set()
        for block in SequenceMatcher(a=words, b=other.split(), autojunk=False).get_matching_blocks():
            same |= set(range(block.a, block.a + block.size))
        return [(word, place not in same) for place, word in enumerate(words)]


class Conflict:
    """Two people wrote on one item: both texts, and the three ways out."""

    def __init__(self, error: ConflictError) -> None:
        self.item, self.other = error.item, error.other
        self.texts = [TwoTexts(name, text, getattr(error.item, name)) for name, text in error.typed.items()]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [
            ("mine", "Giữ bản của tôi"),
            ("theirs", f"Giữ bản của đồng chí {self.other}"),
            ("both", "Giữ cả hai"),
        ]


class Workspace:
    """The three panes of a meeting in hand."""

    def __init__(self, meeting: Meeting, user: User, *, item: str = "", part: str = "") -> None:
        self.meeting, self.user, self.asked_part = meeting, user, part
        prefetch_related_objects(
            [meeting],
            Prefetch("roll", Attendance.objects.select_related("member")),
            Prefetch("items", AgendaItem.objects.select_related("preparer")),
            Prefetch("contributions", Contribution.objects.select_related("member", "delegate", "petition")),
            Prefetch("tasks", Task.objects.select_related("assignee").order_by("pk")),
            Prefetch("remarks", MemberRemark.objects.select_related("member")),
            "decisions", "judgements", "limitations", "delegates",
        )  # fmt: skip
        self.items = list(meeting.items.all())
        self._asked = item

    @cached_property
    def current(self) -> AgendaItem | None:
        asked = next((each for each in self.items if str(each.pk) == self._asked), None)
        first_open = next((each for each in self.items if not each.is_ended), None)
        return asked or first_open or (self.items[-1] if self.items else None)

    @property
    def number(self) -> int:
        return self.items.index(self.current) + 1 if self.current else 0

    @property
    def before(self) -> AgendaItem | None:
        return self.items[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> AgendaItem | None:
        return self.items[self.number] if self.number < len(self.items) else None

    @property
    def steps(self) -> list[tuple[str, list[Line]]]:
        lines = [Line(item, number, item is self.current) for number, item in enumerate(self.items, start=1)]
        named = zip(("I. Mở đầu", "II. Nội dung", "III. Kết thúc"), Step, strict=True)
        return [(words, [line for line in lines if line.item.step == step]) for words, step in named]

    # --- The item in hand

    @property
    def parts(self) -> list[str]:
        usual = list(PARTS_OF.get(self.current.kind, ())) if self.current else []
        if self.asked_part in PART_WORDS and self.asked_part not in usual:
            usual.append(self.asked_part)
        if "topic" in usual and not self.meeting.is_thematic:
            usual.remove("topic")
        return usual

    @property
    def other_parts(self) -> list[tuple[str, str]]:
        return [
            (name, words)
            for name, words in PART_WORDS.items()
            if name not in self.parts and (name != "topic" or self.meeting.is_thematic)
        ]

    @property
    def is_talked_about(self) -> bool:
        return self.current is not None and self.current.kind not in UNTALKED

    @property
    def contributions(self) -> list[Contribution]:
        if self.current is None:
            return []
        return [each for each in self.meeting.contributions.all() if each.item_id == self.current.pk]

    @property
    def speakers(self) -> int:
        return len({(each.member_id, each.delegate_id) for each in self.contributions})

    @cached_property
    def earlier_tasks(self) -> list[EarlierTask]:
        judged = {each.task_id: each for each in self.meeting.judgements.all()}
        return [EarlierTask(task, judged.get(task.pk)) for task in self.meeting.earlier_tasks()]

    @property
    def tasks_to_judge(self) -> list[EarlierTask]:
        return [each for each in self.earlier_tasks if each.result != "done"]

    @property
    def tasks_done(self) -> list[EarlierTask]:
        return [each for each in self.earlier_tasks if each.result == "done"]

    @property
    def earlier_count(self) -> int:
        return len(self.earlier_tasks)

    @property
    def judged_count(self) -> int:
        return sum(each.judgement is not None for each in self.earlier_tasks)

    @cached_property
    def earlier_limitations(self) -> list[Limitation]:
        return self.meeting.earlier_limitations()

    @property
    def remarks(self) -> list[MemberRemark]:
        """Named only to those who may read of whom."""
        if not reads_inner(self.user, self.meeting.organization):
            return []
        return list(self.meeting.remarks.all())

    @cached_property
    def petitions(self) -> list[Petition]:
        return list(self.meeting.petitions.select_related("assigned_to", "organization"))

    @cached_property
    def topic(self) -> Topic | None:
        return getattr(self.meeting, "topic", None)

    @property
    def current_meaning(self) -> str:
        return f"item_{self.current.outcome}" if self.current else ""

    @cached_property
    def last_said(self) -> Contribution | None:
        """Whose turn it last was: the entry line keeps speaker and kind."""
        return max(self.meeting.contributions.all(), key=lambda each: each.pk, default=None)

    # --- The roll

    @cached_property
    def turnout(self) -> Turnout:
        return self.meeting.turnout

    @cached_property
    def roll(self) -> list[Place]:
        runs = leave_in_a_row(self.meeting)
        roles = {self.meeting.chair_id: "chủ trì", self.meeting.recorder_id: "ghi biên bản"}
        places = sorted(self.meeting.roll.all(), key=lambda place: (place.member.sort_key, place.member_id))
        return [
            Place(
                place,
                runs.get(place.member_id, 0),
                roles.get(place.member_id) or ("dự bị" if not place.is_official else ""),
            )
            for place in places
        ]

    @property
    def absent(self) -> list[Place]:
        return [each for each in self.roll if each.attendance.is_due and not each.attendance.is_here]

    @property
    def present(self) -> list[Place]:
        return [each for each in self.roll if each.attendance.is_here]

    @property
    def not_due(self) -> list[Place]:
        return [each for each in self.roll if not each.attendance.is_due and not each.attendance.is_here]

    @cached_property
    def silent(self) -> list[Attendance]:
        found = silent_members(self.meeting)
        return [each.attendance for each in self.roll if each.attendance.member_id in found]

    @property
    def within_allowance(self) -> bool:
        return self.turnout.absent <= self.turnout.allowance()

    # --- The outcome

    @cached_property
    def gaps(self) -> dict[str, Any]:
        found = gaps.of(self.meeting)
        by_grade = {
            name: [gap for gap in found if gap.grade is grade]
            for name, grade in (
                ("blocking", gaps.Grade.BLOCK),
                ("costing", gaps.Grade.POINTS),
                ("wanted", gaps.Grade.NICE),
            )
        }
        return by_grade | {"count": len(found)}

    @property
    def minutes_so_far(self) -> int | None:
        """Since it was opened, while it lasts; the whole once it is over."""
        meeting = self.meeting
        if meeting.status != meeting.Status.OPEN:
            return meeting.duration_minutes
        now = timezone.localtime()
        if meeting.held_on != now.date() or meeting.starts_at is None:
            return None
        begun = meeting.starts_at.hour * 60 + meeting.starts_at.minute
        return max(0, now.hour * 60 + now.minute - begun)

    @property
    def so_far_words(self) -> str:
        return f"{self.minutes_so_far} phút"

    @property
    def full_length_at(self) -> str:
        meeting = self.meeting
        if meeting.starts_at is None:
            return ""
        end = (
            meeting.starts_at.hour * 60
            + meeting.starts_at.minute
            + meeting.required_minutes
            + meeting.break_minutes
        )
        return f"Đủ {meeting.required_minutes} phút lúc {end // 60 % 24:02}:{end % 60:02}"

    @property
    def not_judged(self) -> int:
        return self.earlier_count - self.judged_count
