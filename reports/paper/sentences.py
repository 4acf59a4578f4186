"""Sentences written from figures, for a person to read and change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from common.templatetags.vi import number
from reports import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from reports.paper.snapshots import Concern, Counts

STEADY = 1  # a change of less than one percent point is no change
GRADES = ("Tốt", "Khá", "Trung bình", "Kém")


def held(counts: Counts, *, unit: str = "chi bộ") -> str:
    """408/412 chi bộ tổ chức sinh hoạt thường kỳ (99,0%), trong đó 405/412 đúng hạn (98,3%)"""
    share, on_time = words.percent(counts.held, counts.due), words.percent(counts.on_time, counts.due)
    return (
        f"{number(counts.held)}/{number(counts.due)} {unit} tổ chức sinh hoạt thường kỳ ({share}), trong đó "
        f"{number(counts.on_time)}/{number(counts.due)} {unit} đúng hạn ({on_time})"
    )


def grades(counts: Counts) -> str:
    """Trong 408 kỳ được chấm: Tốt 306 (75,0%), …, không có kỳ xếp loại Kém."""
    if not counts.graded:
        return "Chưa có kỳ sinh hoạt nào được chấm điểm."
    pairs = [(name, count) for name, count in zip(GRADES, counts.grades, strict=True) if count]
    said = ", ".join(
        f"{name} {number(count)} ({words.percent(count, counts.graded)})" for name, count in pairs
    )
    none = "" if counts.kem else ", không có kỳ xếp loại Kém"
    return f"Trong {number(counts.graded)} kỳ được chấm: {said}{none}."


def attendance(counts: Counts, before: Counts | None, then: str, target: Decimal | None = None) -> str:
    """Có 5.520/5.910 đảng viên dự sinh hoạt (93,4%), tăng 0,3 điểm % so với tháng 10; vượt chỉ tiêu 90%."""
    said = f"Có {number(counts.present)}/{number(counts.expected)} lượt đảng viên dự sinh hoạt"
    share = words.share(counts.present, counts.expected)
    said += f" ({words.percent(counts.present, counts.expected)})" if share is not None else ""
    past = words.share(before.present, before.expected) if before else None
    if share is not None and past is not None:
        said += f", {moved(share, past)} so với {then}"
    if share is not None and target is not None:
        said += f"; {standing(share, target)} chỉ tiêu {words.points(target)}%"
    return f"{said}."


def moved(now: Decimal, then: Decimal, unit: str = "điểm %") -> str:
    gap = words.tenth(words.tenth(now) - words.tenth(then))
    if not gap:
        return "không thay đổi"
    return f"{'tăng' if gap > 0 else 'giảm'} {number(abs(gap), 1)} {unit}"


def standing(share: Decimal, target: Decimal) -> str:
    gap = words.tenth(share) - target
    return "vượt" if gap > 0 else "chưa đạt" if gap < 0 else "đạt"


def quality(counts: Counts, before: Counts | None, then: str) -> str:
    """Whether the share of Tốt rose, fell, or stayed."""
    now = words.share(counts.tot, counts.graded)
    past = words.share(before.tot, before.graded) if before else None
    if now is None or past is None:
        return ""
    if abs(words.tenth(now) - words.tenth(past)) < STEADY:
        return f"; chất lượng giữ ổn định so với {then}"
    return f"; tỷ lệ kỳ xếp loại Tốt {moved(now, past)} so với {then}"


def by_organization(concerns: Iterable[Concern]) -> str:
    """Đảng bộ Sở Công Thương (02), Đảng bộ Tỉnh đoàn (01)"""
    found = Counter(each.organization for each in concerns)
    return ", ".join(f"{name} ({words.two_digits(count)})" for name, count in found.items())


def self_against_review(counts: Counts) -> str:
    """The mean of what chapters gave themselves beside the mean of what was given above."""
    own = words.mean(counts.paired_self, counts.paired)
    given = words.mean(counts.paired_given, counts.paired)
    if own is None or given is None:
        return ""
    gap = words.tenth(given) - words.tenth(own)
    said = f"{words.change(gap)} điểm" if gap else "không chênh lệch"
    return f"Điểm tự chấm bình quân {number(own, 1)}; điểm thẩm định bình quân {number(given, 1)} ({said})."
