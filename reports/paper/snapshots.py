"""What a document says, frozen: plain values that go to JSON and come back the same.

Counts and sums only; shares, means and sentences are formed from them when the document is set.
None means "not reported", which is printed as "…"; nothing is printed as "-" and zero as "0".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime  # noqa: TC003  read by reports.paper.frozen
from decimal import Decimal

from reports.paper.profiles import DEFAULT


@dataclass(frozen=True, kw_only=True)
class Head:
    """Whose paper it is. Names as the organization writes them; capitals are the printer's business."""

    superior: str
    issuer: str
    kind: str  # BC, BB, NQ
    symbol: str  # ĐUK
    place: str
    month: date  # of the paper itself, while its day is still open
    dated_on: date | None = None
    number: int | None = None
    draft: int | None = None
    replaces: str = ""  # the issued paper that this one corrects
    profile: str = DEFAULT


@dataclass(frozen=True, kw_only=True)
class Signing:
    authority: str = ""  # T/M BAN THƯỜNG VỤ
    post: str = ""  # PHÓ BÍ THƯ
    name: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prose:
    """Sentences a person has read and changed; without it they are written from the figures."""

    results: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()


# --- Minutes -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class Absence:
    name: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Roll:
    official: int
    probationary: int
    exempt: int  # exempt and not present
    away: int  # on temporary transfer elsewhere, or suspended
    expected: int
    present: int
    official_present: int
    voters: int  # official members entitled to vote, absent ones included
    excused: tuple[Absence, ...] = ()
    unexcused: tuple[str, ...] = ()
    late: tuple[Absence, ...] = ()
    exempt_names: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return self.official + self.probationary


@dataclass(frozen=True, kw_only=True)
class Speech:
    name: str
    words: str
    delegate: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """A matter of the agenda as it was dealt with."""

    title: str
    step: str  # opening, body, closing
    words: tuple[str, ...] = ()
    speeches: tuple[Speech, ...] = ()
    discussed: bool = False  # it was open to discussion: "không có ý kiến" when nobody spoke
    conclusion: str = ""
    outcome: str = ""  # "chuyển kỳ sau", "không bàn"
    reviews_previous: bool = False  # the tasks given last time are judged here


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Who, what, by when."""

    task: str
    name: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Ballot:
    matter: str
    yes: int
    no: int
    other: int
    base: int  # all official members entitled, absent ones included
    present: int  # official members present
    two_thirds: bool = False

    @property
    def needed(self) -> int:
        return -(-2 * self.base // 3) if self.two_thirds else self.base // 2 + 1

    @property
    def carried(self) -> bool:
        return self.yes >= self.needed


@dataclass(frozen=True, kw_only=True)
class Score:
    points: Decimal
    maximum: int
    grade: str
    before_gates: str = ""  # the grade by points alone, when a gate lowered it
    gates: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Minutes:
    head: Head
    subject: str
    body: str  # "Chi bộ", "Đảng ủy": what meets
    members: str = "đảng viên"  # "đảng ủy viên" in a committee
    started_at: datetime | None
    ended_at: datetime | None
    place: str
    chair: Person
    recorder: Person
    roll: Roll
    form: str = ""  # "trực tuyến", when it was not in the room
    delegates: tuple[Person, ...] = ()
    previous_done: int | None = None
    previous_total: int | None = None
    previous_month: date | None = None
    previous_late: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    conclusions: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    score: Score | None = None
    read_back: bool = True


# --- Reports -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Sums over some chapters in some months, as tallies hold them."""

    due: int = 0  # regular meetings that should have been held
    held: int = 0
    on_time: int = 0
    agreed: int = 0  # not held, and the superior agreed
    pending: int = 0  # not yet due
    present: int = 0
    expected: int = 0
    tot: int = 0
    kha: int = 0
    tb: int = 0
    kem: int = 0
    self_sum: Decimal = Decimal(0)
    self_count: int = 0
    reviewed_sum: Decimal = Decimal(0)
    reviewed_count: int = 0
    paired: int = 0  # meetings with both scores, the only ones to compare
    paired_self: Decimal = Decimal(0)
    paired_given: Decimal = Decimal(0)
    resolutions: int = 0
    delegated: int = 0  # meetings with somebody from above
    thematic: int = 0
    tasks_due: int | None = None
    tasks_on_time: int | None = None

    @property
    def late(self) -> int:
        return self.held - self.on_time

    @property
    def not_held(self) -> int:
        return self.due - self.held

    @property
    def missing(self) -> int:
        """Not held, without consent, and overdue."""
        return self.not_held - self.agreed - self.pending

    @property
    def graded(self) -> int:
        return self.tot + self.kha + self.tb + self.kem

    @property
    def grades(self) -> tuple[int, int, int, int]:
        return self.tot, self.kha, self.tb, self.kem


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Shares in percent that the Khối has set itself."""

    held: Decimal | None = Decimal(100)
    on_time: Decimal | None = Decimal(98)
    present: Decimal | None = Decimal(90)
    tot: Decimal | None = Decimal(65)


@dataclass(frozen=True, kw_only=True)
class MonthOf:
    """One month of a series."""

    month: date
    counts: Counts | None  # None: nothing known of that month


@dataclass(frozen=True, kw_only=True)
class ChapterRow:
    name: str
    members: int
    exempt: int
    away: int
    expected: int
    present: int | None = None
    held_on: date | None = None
    days_late: int = 0
    resolution: bool | None = None
    self_points: Decimal | None = None
    points: Decimal | None = None
    grade: str = ""
    not_held: str = ""  # why, when it did not meet

    @property
    def held(self) -> bool:
        return self.held_on is not None


@dataclass(frozen=True, kw_only=True)
class CommitteeMonth:
    """A month of a đảng bộ cơ sở (or of a chi bộ cơ sở)."""

    head: Head
    signing: Signing
    name: str  # "Đảng bộ Sở Tư liệu"
    month: date
    rows: tuple[ChapterRow, ...]
    counts: Counts
    before: Counts | None
    data_at: datetime
    criteria: str
    petitions: tuple[str, ...] = ()
    prose: Prose | None = None


@dataclass(frozen=True, kw_only=True)
class OrganizationRow:
    """One of the TCCSĐ, in the official order."""

    name: str
    chapters: int
    members: int
    counts: Counts
    before: Counts | None = None  # the month, or the year, before
    months: tuple[MonthOf, ...] = ()
    filed: bool = False
    filed_on: date | None = None
    filing_due: bool = True
    days_late: int = 0


@dataclass(frozen=True, kw_only=True)
class Concern:
    """A chapter that needs an eye on it: what, and who is in charge."""

    kind: str  # not_held, late, falling, above_record
    chapter: str
    organization: str
    what: str
    in_charge: str = ""
    month: date | None = None
    held_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    name: str
    post: str
    attended: int
    planned: int | None = None


@dataclass(frozen=True, kw_only=True)
class BlocMonth:
    head: Head
    signing: Signing
    name: str
    month: date
    chapters: int
    counts: Counts
    before: Counts | None
    filed: int | None
    filed_before: int | None
    organizations: tuple[OrganizationRow, ...]
    exceptions: tuple[Concern, ...]
    series: tuple[MonthOf, ...]
    targets: Targets
    data_at: datetime
    criteria: str
    alone: int | None = None  # chapters that met this month and the last without anyone from above
    visits: tuple[VisitRow, ...] | None = None
    prose: Prose | None = None


@dataclass(frozen=True, kw_only=True)
class BlocYear:
    head: Head
    signing: Signing
    name: str
    year: int
    chapters: int
    counts: Counts
    before: Counts | None
    organizations: tuple[OrganizationRow, ...]
    exceptions: tuple[Concern, ...]
    series: tuple[MonthOf, ...]
    targets: Targets
    data_at: datetime
    criteria: str
    weak_twice: tuple[Concern, ...] = ()
    visits: tuple[VisitRow, ...] | None = None
    chapters_due: int | None = None  # chapters that had to meet this year, the base of the next two
    all_months: int | None = None  # chapters that met in every month they should
    thematic_full: int | None = None  # chapters with a thematic meeting in every due quarter
    prose: Prose | None = field(default=None)
