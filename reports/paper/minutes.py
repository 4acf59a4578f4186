"""Biên bản: every number can be added up again by the reader, and a chapter without opinions says so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from common.templatetags.vi import number
from reports import words
from reports.paper.document import Paper
from reports.paper.snapshots import Item

if TYPE_CHECKING:
    from datetime import date, datetime

    from reports.paper.snapshots import Absence, Assignment, Ballot, Minutes, Person, Score, Speech

LETTERS = "abcdđeghiklmnopqrstuvxy"  # Vietnamese lettering: đ, and no f, j, w, z
SHORT = 8  # rows
STEPS = (("opening", "Phần mở đầu"), ("body", "Phần nội dung"))


@dataclass(frozen=True)
class Line:
    text: str
    heading: bool = False


@dataclass(frozen=True)
class Vote:
    matter: str
    deciding: str
    percent: str
    needed: str
    of_present: str
    no: str
    other: str


@dataclass(frozen=True)
class Section:
    title: str
    lines: list[Line] = field(default_factory=list)
    assignments: tuple[Assignment, ...] = ()
    ballots: list[Vote] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        """A short table is not parted by the end of a page."""
        return len(self.assignments) + len(self.ballots) <= SHORT


class MinutesPaper(Paper):
    template = "paper/minutes.html"

    def __init__(self, minutes: Minutes) -> None:
        self.minutes = minutes
        self.head = minutes.head
        self.subject = minutes.subject

    @property
    def opening(self) -> list[tuple[str, str]]:
        started = self.minutes.started_at
        day = words.local(started).date() if started else self.head.dated_on
        form = f", hình thức {self.minutes.form}" if self.minutes.form else ""
        return [
            ("Thời gian", _beginning(started, day)),
            ("Địa điểm", f"{self.minutes.place}{form}."),
            ("Chủ trì", f"{_comrade(self.minutes.chair)}."),
            ("Người ghi biên bản", f"{_comrade(self.minutes.recorder)}."),
        ]

    @property
    def attendance(self) -> list[str]:
        """Who there is, who must attend, who came, who did not and why, who came from above."""
        roll, two = self.minutes.roll, words.two_digits
        out = [f"miễn sinh hoạt {two(roll.exempt)}{_names(roll.exempt_names)}"] if roll.exempt else []
        out += [f"tạm thời sinh hoạt nơi khác, đình chỉ sinh hoạt {two(roll.away)}"] if roll.away else []
        lines = [
            f"Tổng số {self.minutes.members} của {self.minutes.body}: {two(roll.total)} đồng chí (chính thức "
            f"{two(roll.official)}, dự bị {two(roll.probationary)})"
            + "".join(f"; {each}" for each in out)
            + f"; phải dự: {two(roll.expected)} đồng chí.",
            f"Có mặt: {words.out_of(roll.present, roll.expected)}, trong đó {two(roll.official_present)} chính thức. "
            f"{_absences('Vắng mặt có lý do', roll.excused)} {_unexcused(roll.unexcused)}"
            + (f" {_absences('Đến muộn, về sớm', roll.late)}" if roll.late else ""),
        ]
        guests = "; ".join(_comrade(each) for each in self.minutes.delegates)
        lines.append(f"Cấp ủy cấp trên dự: {guests or 'không'}.")
        return [f"{place}. {line}" for place, line in enumerate(lines, 1)]

    @cached_property
    def sections(self) -> list[Section]:
        found = [Section(title, self._step(step)) for step, title in STEPS]
        found = [section for section in found if section.lines]
        found.append(Section("Kết luận của chủ trì", self._conclusions(), self.minutes.assignments))
        found.append(self._voting())
        if self.minutes.score:
            found.append(Section("Chấm điểm chất lượng buổi sinh hoạt", self._score(self.minutes.score)))
        found.append(Section("Thông qua biên bản", [Line(self._ending())]))
        return found

    def _step(self, step: str) -> list[Line]:
        items = [item for item in self.minutes.items if item.step == step]
        if step == "body":
            items = self._with_review(items)
        lines: list[Line] = []
        for place, item in enumerate(items):
            letter = f"{LETTERS[place % len(LETTERS)]}) " if len(items) > 1 else ""
            lines += _item(item, letter)
        return lines

    def _with_review(self, items: list[Item]) -> list[Item]:
        """How the tasks given last time were done stands where the agenda has it, else first."""
        done, total = self.minutes.previous_done, self.minutes.previous_total
        if not total or done is None:
            return items
        late = "; ".join(self.minutes.previous_late)
        said = f"hoàn thành {done}/{total} nhiệm vụ, đạt {words.percent(done, total)}" + (
            f"; nhiệm vụ chậm: {late}." if late else "."
        )
        if any(item.reviews_previous for item in items):
            return [
                replace(item, words=(said, *item.words)) if item.reviews_previous else item for item in items
            ]
        when = f"tháng {self.minutes.previous_month.month}" if self.minutes.previous_month else "kỳ trước"
        return [Item(title=f"Đánh giá kết quả {when}", step="body", words=(said,)), *items]

    def _conclusions(self) -> list[Line]:
        said = [Line(_sentence(each)) for each in self.minutes.conclusions]
        if self.minutes.assignments:
            said.append(
                Line(f"Giao {words.two_digits(len(self.minutes.assignments))} nhiệm vụ:", heading=True)
            )
        return said or [Line("Không có kết luận.")]

    def _voting(self) -> Section:
        ballots = self.minutes.ballots
        if not ballots:
            return Section("Biểu quyết", [Line("Không có nội dung phải biểu quyết.")])
        return Section("Biểu quyết", ballots=[_vote(each) for each in ballots], notes=self._vote_notes())

    def _vote_notes(self) -> list[str]:
        roll, ballots = self.minutes.roll, self.minutes.ballots
        out = roll.official - roll.voters
        base = f"{roll.voters} đồng chí"
        if out:
            why = ["miễn sinh hoạt vắng mặt"] if roll.exempt else []
            why += ["tạm thời sinh hoạt nơi khác, đình chỉ sinh hoạt"] if roll.away else []
            less = ", ".join(why) or "không có quyền biểu quyết"
            base = f"{roll.official} chính thức, trừ {words.two_digits(out)} {less}: còn {roll.voters}"
        notes = [
            (
                f"Ghi chú: tỷ lệ quyết định (chữ đậm) tính trên tổng số {self.minutes.members} chính thức có quyền "
                f"biểu quyết, cả đồng chí vắng mặt ({base}); chính thức có mặt: {roll.official_present}."
            )
        ]
        special = "; nội dung ghi (2/3): ít nhất 2/3" if any(each.two_thirds for each in ballots) else ""
        notes.append(f"Cần có: hơn một nửa tổng số có quyền biểu quyết{special}.")
        failed = [f"nội dung {place}" for place, each in enumerate(ballots, 1) if not each.carried]
        notes.append(
            f"Không được thông qua: {words.listed(failed)}." if failed else "Các nội dung đều được thông qua."
        )
        return [" ".join(notes)]

    def _score(self, score: Score) -> list[Line]:
        said = f"{self.minutes.body} tự chấm: {words.points(score.points)}/{score.maximum} điểm, xếp loại {score.grade}"
        lines = [Line(f"{said} (phiếu chấm điểm kèm theo).")]
        lines += [Line(f"- {_sentence(each)}") for each in score.gates]
        if score.reasons:
            lines.append(Line(f"Lý do trừ điểm: {'; '.join(score.reasons)}."))
        return lines

    def _ending(self) -> str:
        ended = self.minutes.ended_at
        read = (
            f"Biên bản đã được đọc lại, 100% {self.minutes.members} dự họp nhất trí."
            if self.minutes.read_back
            else ""
        )
        if ended is None:
            return read or "Hội nghị chưa kết thúc."
        return f"{read} Hội nghị kết thúc lúc {words.clock(ended)} cùng ngày.".strip()


def _beginning(started: datetime | None, day: date | None) -> str:
    said = words.long_date(day) if day else words.NOT_REPORTED
    return f"bắt đầu lúc {words.clock(started)}, {said}." if started else f"{said}."


def _item(item: Item, letter: str) -> list[Line]:
    """A matter with its words in one paragraph when short, else under its own heading."""
    title = f"{letter}{item.title}"
    if not item.title and item.words:
        first, *rest = map(_sentence, item.words)
        title, item = f"{letter}{first}", replace(item, words=tuple(rest))
        if not item.speeches:
            return [Line(title), *map(Line, rest)]
    if item.outcome:
        return [Line(f"{title}: {item.outcome}.")]
    lines: list[Line] = []
    if item.speeches:
        text = f"{title}: {' '.join(map(_sentence, item.words))}" if item.words else title
        count = f"{words.two_digits(len(item.speeches))} ý kiến"
        lines.append(
            Line(f"{text} Ý kiến thảo luận ({count}):" if item.words else f"{text} ({count}):", heading=True)
        )
        lines += [Line(_speech(each)) for each in item.speeches]
    else:
        said = [_sentence(each) for each in item.words] + (["Không có ý kiến."] if item.discussed else [])
        first, *rest = said or ["đã thực hiện."]
        lines.append(
            Line(f"{title}: {first[0].lower() if first == 'Không có ý kiến.' else first[0]}{first[1:]}")
        )
        lines += [Line(each) for each in rest]
    if item.conclusion:
        concluded = f"Kết luận: {_sentence(item.conclusion)}"
        if item.speeches:
            lines.append(Line(concluded))
        else:  # a matter dealt with in one breath stays one paragraph
            lines[-1] = Line(f"{lines[-1].text} {concluded}")
    return lines


def _speech(speech: Speech) -> str:
    who = f"Đồng chí {speech.name}{' (đại biểu)' if speech.delegate else ''}"
    return f"- {who}: {_sentence(speech.words)}"


def _vote(ballot: Ballot) -> Vote:
    share = words.share(ballot.yes, ballot.base)
    return Vote(
        matter=ballot.matter,
        deciding=f"{ballot.yes}/{ballot.base}",
        percent=words.decimal_or(share),
        needed=f"{ballot.needed} (2/3)" if ballot.two_thirds else str(ballot.needed),
        of_present=f"{ballot.yes}/{ballot.present}",
        no=number(ballot.no),
        other=number(ballot.other),
    )


def _comrade(person: Person) -> str:
    return f"đồng chí {person.name}" + (f", {person.post}" if person.post else "")


def _names(names: tuple[str, ...]) -> str:
    return f" ({', '.join(names)})" if names else ""


def _absences(label: str, absences: tuple[Absence, ...]) -> str:
    if not absences:
        return f"{label}: không."
    named = "; ".join(f"{each.name} - {each.reason}" if each.reason else each.name for each in absences)
    return f"{label}: {words.two_digits(len(absences))} đồng chí ({named})."


def _unexcused(names: tuple[str, ...]) -> str:
    if not names:
        return "Vắng mặt không có lý do: không."
    return f"Vắng mặt không có lý do: {words.two_digits(len(names))} đồng chí ({', '.join(names)})."


def _sentence(text: str) -> str:
    """Ends with one full stop, whatever was typed."""
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?", ":", ";")) else f"{stripped}."
