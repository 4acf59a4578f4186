"""A year of the Khối with the figures of docs/documents.md: 412 chapters, 60 TCCSĐ, every sum agreeing with every other.

Who did what is drawn from a seed; the sums of each month are those of the worked example.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from reports.paper.snapshots import (
    BlocMonth,
    BlocYear,
    Concern,
    Counts,
    Head,
    MonthOf,
    OrganizationRow,
    Signing,
    Targets,
    VisitRow,
)

TCCSD = (
    ("Đảng bộ Văn phòng Tỉnh ủy", 7, 115),
    ("Chi bộ cơ sở Ban Tổ chức Tỉnh ủy", 1, 23),
    ("Chi bộ Ban Tuyên giáo và Dân vận Tỉnh ủy", 1, 8),
    ("Chi bộ cơ sở Cơ quan Ủy ban Kiểm tra Tỉnh ủy", 1, 29),
    ("Chi bộ Ban Nội chính Tỉnh ủy", 1, 14),
    ("Chi bộ cơ sở Cơ quan Đảng ủy Khối các cơ quan tỉnh", 1, 18),
    ("Đảng bộ Báo và Phát thanh, Truyền hình An Lạc", 9, 149),
    ("Đảng bộ Trường Chính trị tỉnh", 5, 77),
    ("Đảng bộ Cơ quan Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", 7, 109),
    ("Chi bộ cơ sở Hội Cựu chiến binh tỉnh", 1, 19),
    ("Chi bộ Hội Nông dân tỉnh", 1, 33),
    ("Chi bộ cơ sở Hội Liên hiệp Phụ nữ tỉnh", 1, 34),
    ("Chi bộ Tỉnh đoàn An Lạc", 1, 16),
    ("Đảng bộ Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", 3, 42),
    ("Đảng bộ Văn phòng Ủy ban nhân dân tỉnh", 8, 92),
    ("Đảng bộ Sở Nội vụ", 10, 173),
    ("Đảng bộ Sở Tài chính", 12, 174),
    ("Đảng bộ Sở Xây dựng", 12, 167),
    ("Đảng bộ Sở Nông nghiệp và Môi trường", 21, 330),
    ("Đảng bộ Sở Công Thương", 9, 151),
    ("Đảng bộ Sở Giáo dục và Đào tạo", 9, 131),
    ("Đảng bộ Sở Y tế", 8, 106),
    ("Đảng bộ Sở Văn hóa, Thể thao và Du lịch", 12, 199),
    ("Đảng bộ Sở Khoa học và Công nghệ", 8, 160),
    ("Đảng bộ Sở Tư pháp", 6, 73),
    ("Đảng bộ Sở Tư liệu", 6, 111),
    ("Đảng bộ Sở Dân tộc và Tôn giáo", 4, 53),
    ("Đảng bộ Thanh tra tỉnh", 5, 47),
    ("Đảng bộ Ban Quản lý các khu công nghiệp", 4, 85),
    ("Đảng bộ Ban Quản lý dự án đầu tư xây dựng tỉnh", 6, 77),
    ("Đảng bộ Tòa án nhân dân tỉnh", 6, 59),
    ("Đảng bộ Viện Kiểm sát nhân dân tỉnh", 7, 75),
    ("Đảng bộ Thi hành án dân sự tỉnh", 5, 66),
    ("Đảng bộ Thuế tỉnh An Lạc", 14, 225),
    ("Đảng bộ Kho bạc Nhà nước An Lạc", 5, 71),
    ("Chi bộ cơ sở Thống kê tỉnh", 1, 32),
    ("Chi bộ Chi cục Hải quan An Lạc", 1, 29),
    ("Đảng bộ Bệnh viện Đa khoa tỉnh", 31, 425),
    ("Đảng bộ Bệnh viện Y học cổ truyền", 9, 122),
    ("Đảng bộ Bệnh viện Sản - Nhi", 12, 194),
    ("Đảng bộ Trung tâm Kiểm soát bệnh tật", 9, 104),
    ("Đảng bộ Trường Đại học An Lạc", 28, 457),
    ("Đảng bộ Trường Cao đẳng Kỹ thuật An Lạc", 13, 200),
    ("Đảng bộ Trường Cao đẳng Y tế", 8, 97),
    ("Đảng bộ Trường THPT chuyên An Lạc", 5, 55),
    ("Đảng bộ Trường Phổ thông Dân tộc nội trú tỉnh", 4, 95),
    ("Đảng bộ Bảo hiểm xã hội tỉnh", 8, 99),
    ("Chi bộ cơ sở Trung tâm Dịch vụ việc làm", 1, 33),
    ("Chi bộ Trung tâm Trợ giúp pháp lý", 1, 17),
    ("Chi bộ cơ sở Quỹ Đầu tư phát triển tỉnh", 1, 17),
    ("Đảng bộ Công ty Điện lực An Lạc", 19, 260),
    ("Đảng bộ Viễn thông An Lạc", 11, 200),
    ("Đảng bộ Bưu điện tỉnh An Lạc", 7, 89),
    ("Đảng bộ Công ty TNHH MTV Thủy lợi An Lạc", 16, 226),
    ("Chi bộ Công ty cổ phần Cấp nước An Lạc", 1, 10),
    ("Chi bộ cơ sở Công ty TNHH MTV Xổ số kiến thiết An Lạc", 1, 15),
    ("Đảng bộ Ngân hàng Chính sách xã hội tỉnh", 5, 75),
    ("Chi bộ cơ sở Liên minh Hợp tác xã tỉnh", 1, 19),
    ("Chi bộ Hội Chữ thập đỏ tỉnh", 1, 2),
    ("Chi bộ cơ sở Liên hiệp các hội Khoa học và Kỹ thuật tỉnh", 1, 30),
)

MONTHS = {  # Tốt, Khá, Trung bình, Kém, not held, not on time (those not held among them)
    1: (268, 118, 22, 2, 2, 14),
    2: (274, 115, 19, 2, 2, 11),
    3: (280, 112, 17, 1, 2, 8),
    4: (286, 109, 15, 1, 1, 7),
    5: (290, 106, 14, 1, 1, 5),
    6: (295, 103, 12, 1, 1, 4),
    7: (298, 101, 11, 1, 1, 5),
    8: (302, 99, 10, 0, 1, 3),
    9: (305, 97, 9, 0, 1, 2),
    10: (308, 95, 8, 0, 1, 2),
    11: (306, 94, 8, 0, 4, 7),
    12: (325, 83, 3, 0, 1, 2),
}
EXPECTED = 5910
PRESENT = {10: 5502, 11: 5520, 12: 5531} | dict.fromkeys(range(1, 8), 5520) | {8: 5523, 9: 5523}
RANGES = {"tot": (900, 920), "kha": (722, 884), "tb": (520, 685), "kem": (350, 450)}  # tenths of points
SLOTS = tuple((name, place) for name, chapters, _ in TCCSD for place in range(1, chapters + 1))


@cache
def year_of_counts() -> tuple[dict[tuple[str, int], Counts], tuple[Concern, ...]]:
    """Counts of each TCCSĐ in each month, and what was late or not held."""
    draw = random.Random(7)
    base = {name: draw.gauss(0, 1.1) for name, _, _ in TCCSD}
    quality = {slot: base[slot[0]] + draw.gauss(0, 0.5) for slot in SLOTS}
    troubled = sorted(SLOTS, key=quality.__getitem__)[:26]
    counts: dict[tuple[str, int], Counts] = {}
    concerns: list[Concern] = []
    for month, (tot, kha, tb, kem, not_held, not_on_time) in MONTHS.items():
        start = month * 3 % len(troubled)
        chosen = (troubled[start:] + troubled[:start])[:not_on_time]
        absent, late = chosen[:not_held], chosen[not_held:]
        concerns += [_concern(slot, month, None) for slot in absent]
        concerns += [
            _concern(slot, month, date(2026, month, 12 + place % 9)) for place, slot in enumerate(late)
        ]
        held = sorted(
            (slot for slot in SLOTS if slot not in absent),
            key=lambda slot: -quality[slot] - draw.gauss(0, 0.6),
        )
        grades = ["tot"] * tot + ["kha"] * kha + ["tb"] * tb + ["kem"] * kem
        given = {
            slot: (grade, draw.randint(*RANGES[grade])) for slot, grade in zip(held, grades, strict=True)
        }
        weights = [members for _, _, members in TCCSD]
        expected = _shared_out(EXPECTED, weights)
        present = _shared_out(PRESENT[month], weights)
        for place, (name, chapters, _) in enumerate(TCCSD):
            mine = [given[slot] for slot in given if slot[0] == name]
            gone = sum(1 for slot in absent if slot[0] == name)
            tardy = sum(1 for slot in late if slot[0] == name)
            points = Decimal(sum(tenths for _, tenths in mine)) / 10
            counts[name, month] = Counts(
                due=chapters,
                held=chapters - gone,
                on_time=chapters - gone - tardy,
                expected=expected[place],
                present=present[place],
                **{grade: sum(1 for each, _ in mine if each == grade) for grade in RANGES},
                reviewed_sum=points,
                reviewed_count=len(mine),
                self_sum=points + Decimal(place * 7 % 11) * len(mine) / 2,
                self_count=len(mine),
                paired=len(mine),
                paired_self=points + Decimal(place * 7 % 11) * len(mine) / 2,
                paired_given=points,
                resolutions=len(mine) - tardy,
                delegated=len(mine) // 4,
                thematic=len(mine) if month % 3 == 2 else 0,
            )
    return counts, tuple(concerns)


def added(parts: list[Counts]) -> Counts:
    names = [name for name in Counts.__dataclass_fields__ if not name.startswith("tasks")]
    return Counts(**{name: sum(getattr(each, name) for each in parts) for name in names})


def _month_counts(month: int) -> Counts:
    counts, _ = year_of_counts()
    return added([counts[name, month] for name, _, _ in TCCSD])


def bloc_head(number: int | None = 198, dated_on: date | None = date(2026, 12, 7)) -> Head:
    return Head(
        superior="Đảng bộ tỉnh An Lạc",
        issuer="Đảng ủy Khối các cơ quan tỉnh",
        kind="BC",
        symbol="ĐUK",
        place="An Lạc",
        month=date(2026, 12, 1),
        dated_on=dated_on,
        number=number,
        draft=1,
    )


SIGNING = Signing(
    authority="T/M BAN THƯỜNG VỤ",
    post="PHÓ BÍ THƯ",
    name="Đỗ Thế Vinh",
    recipients=(
        "Ban Thường vụ Tỉnh ủy (để báo cáo)",
        "Ban Tổ chức Tỉnh ủy",
        "Các tổ chức cơ sở đảng trực thuộc",
        "Lưu Văn phòng Đảng ủy Khối",
    ),
)


def bloc_month_snapshot(**changes: object) -> BlocMonth:
    counts, concerns = year_of_counts()
    rows = tuple(
        OrganizationRow(
            name=name,
            chapters=chapters,
            members=members,
            counts=counts[name, 11],
            before=counts[name, 10],
            filed=place not in {19, 43},
            filed_on=None if place in {19, 43} else date(2026, 12, 2) + timedelta(days=place % 4),
        )
        for place, (name, chapters, members) in enumerate(TCCSD)
    )
    values: dict[str, object] = {
        "head": bloc_head(),
        "signing": SIGNING,
        "name": "Đảng bộ Khối các cơ quan tỉnh",
        "month": date(2026, 11, 1),
        "chapters": 412,
        "counts": _month_counts(11),
        "before": _month_counts(10),
        "filed": 58,
        "filed_before": 60,
        "organizations": rows,
        "exceptions": tuple(each for each in concerns if each.month == date(2026, 11, 1)),
        "series": tuple(
            MonthOf(month=date(2026, month, 1), counts=_month_counts(month)) for month in range(1, 12)
        ),
        "targets": Targets(),
        "data_at": datetime(2026, 12, 5, 17, 0),
        "criteria": "Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025",
        "visits": (
            VisitRow(name="Phùng Gia Khiêm", post="Ủy viên Ban Thường vụ", attended=3, planned=4),
            VisitRow(name="Đỗ Thế Vinh", post="Phó Bí thư", attended=2, planned=2),
        ),
    }
    return BlocMonth(**(values | changes))


def bloc_year_snapshot(**changes: object) -> BlocYear:
    counts, concerns = year_of_counts()
    rows = tuple(
        OrganizationRow(
            name=name,
            chapters=chapters,
            members=members,
            counts=added([counts[name, month] for month in MONTHS]),
            months=tuple(MonthOf(month=date(2026, month, 1), counts=counts[name, month]) for month in MONTHS),
        )
        for name, chapters, members in TCCSD
    )
    values: dict[str, object] = {
        "head": replace(bloc_head(214, date(2026, 12, 18)), month=date(2026, 12, 1)),
        "signing": SIGNING,
        "name": "Đảng bộ Khối các cơ quan tỉnh",
        "year": 2026,
        "chapters": 412,
        "counts": added([_month_counts(month) for month in MONTHS]),
        "before": Counts(
            due=4920,
            held=4890,
            on_time=4758,
            present=65500,
            expected=70650,
            tot=3300,
            kha=1390,
            tb=180,
            kem=20,
            reviewed_sum=Decimal(416139),
            reviewed_count=4890,
        ),
        "organizations": rows,
        "exceptions": concerns,
        "series": tuple(MonthOf(month=date(2026, month, 1), counts=_month_counts(month)) for month in MONTHS),
        "targets": Targets(),
        "data_at": datetime(2026, 12, 17, 17, 0),
        "criteria": "Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025",
        "visits": (VisitRow(name="Phùng Gia Khiêm", post="Ủy viên Ban Thường vụ", attended=31, planned=36),),
        "all_months": 398,
        "thematic_full": 405,
    }
    return BlocYear(**(values | changes))


def _concern(slot: tuple[str, int], month: int, held_on: date | None) -> Concern:
    name, place = slot
    single = name.startswith("Chi bộ")
    what = "chưa tổ chức sinh hoạt" if held_on is None else f"họp chậm {held_on.day - 7} ngày"
    return Concern(
        kind="not_held" if held_on is None else "late",
        chapter=name if single else f"Chi bộ {place}",
        organization=name,
        what=what,
        month=date(2026, month, 1),
        held_on=held_on,
        in_charge="Phùng Gia Khiêm",
    )


def _shared_out(total: int, weights: list[int]) -> list[int]:
    """Whole parts in proportion, adding up exactly."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    for place in range(total - sum(parts)):
        parts[place % len(parts)] += 1
    return parts
