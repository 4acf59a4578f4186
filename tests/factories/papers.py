"""Snapshots of the worked examples in docs/documents.md, the same numbers in both. All people are invented."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from reports.paper.snapshots import (
    Absence,
    Assignment,
    Ballot,
    ChapterRow,
    CommitteeMonth,
    Counts,
    Head,
    Item,
    Minutes,
    Person,
    Roll,
    Score,
    Signing,
    Speech,
)

NOVEMBER = date(2026, 11, 1)


def minutes_snapshot(**changes: object) -> Minutes:
    """Chi bộ Văn phòng, 05/11/2026: 23 members, 22 due, 20 present, 20 official members entitled to vote."""
    values: dict[str, object] = {
        "head": Head(
            superior="Đảng bộ Sở Tư liệu",
            issuer="Chi bộ Văn phòng",
            kind="BB",
            symbol="CB",
            place="An Lạc",
            month=NOVEMBER,
            dated_on=date(2026, 11, 5),
            number=11,
        ),
        "subject": "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026",
        "body": "Chi bộ",
        "started_at": datetime(2026, 11, 5, 14, 0),
        "ended_at": datetime(2026, 11, 5, 15, 40),
        "place": "Phòng họp tầng 2, trụ sở Sở Tư liệu",
        "chair": Person(name="Trần Thị Hòa Bình", post="Bí thư Chi bộ"),
        "recorder": Person(name="Lê Quốc Vượng", post="Chi ủy viên"),
        "roll": Roll(
            official=21,
            probationary=2,
            exempt=1,
            away=0,
            expected=22,
            present=20,
            official_present=18,
            voters=20,
            excused=(
                Absence(name="Nguyễn Thế Kỷ", reason="đi công tác"),
                Absence(name="Phạm Thúy Ngọc", reason="nghỉ ốm"),
            ),
        ),
        "delegates": (Person(name="Đặng Hữu Nghĩa", post="Ủy viên Ban Thường vụ Đảng ủy Sở"),),
        "previous_done": 6,
        "previous_total": 7,
        "previous_month": date(2026, 10, 1),
        "previous_late": ("số hóa hồ sơ lưu trữ giai đoạn 2015 - 2020 (đạt 78% khối lượng)",),
        "items": (
            Item(
                title="",
                step="opening",
                words=(
                    "Đồng chí chủ trì tuyên bố lý do, giới thiệu đại biểu, thông qua chương trình, thông báo tình "
                    "hình đảng viên và việc thực hiện Nghị quyết tháng 10 năm 2026 của Chi bộ",
                ),
            ),
            Item(
                title="Thông tin thời sự và quán triệt văn bản",
                step="body",
                words=(
                    "đồng chí Lê Quốc Vượng thông báo tình hình thời sự trong nước, thế giới nổi bật; phổ biến 03 "
                    "văn bản của Đảng ủy Khối và Đảng ủy Sở",
                ),
            ),
            Item(title="Đánh giá kết quả tháng 10", step="body", reviews_previous=True),
            Item(
                title="Thảo luận",
                step="body",
                discussed=True,
                speeches=(
                    Speech(
                        name="Vũ Minh Tuệ",
                        words="nguyên nhân chậm số hóa là thiếu máy quét khổ A3; đề nghị dùng chung với Phòng Nghiệp "
                        "vụ từ ngày 10/11/2026",
                    ),
                    Speech(
                        name="Hoàng Ngọc Ẩn",
                        words="đề nghị rút ngắn phần đọc văn bản, gửi tài liệu trước 03 ngày để đảng viên nghiên cứu",
                    ),
                    Speech(
                        name="Đặng Hữu Nghĩa",
                        delegate=True,
                        words="biểu dương Chi bộ duy trì nền nếp sinh hoạt; lưu ý phân công rõ người, rõ việc, rõ "
                        "thời hạn trong nghị quyết",
                    ),
                ),
            ),
        ),
        "conclusions": (
            "Thống nhất 05 nhiệm vụ trọng tâm tháng 11 (Nghị quyết số 11-NQ/CB); từ kỳ sinh hoạt tháng 12, tài liệu "
            "gửi trước 03 ngày",
        ),
        "assignments": (
            Assignment(
                task="Hoàn thành số hóa hồ sơ 2015 - 2020", name="Vũ Minh Tuệ", due_on=date(2026, 11, 30)
            ),
            Assignment(
                task="Dự thảo kiểm điểm cuối năm của tập thể",
                name="Trần Thị Hòa Bình",
                due_on=date(2026, 11, 25),
            ),
            Assignment(
                task="Gửi tài liệu kỳ tháng 12 trước 03 ngày", name="Lê Quốc Vượng", due_on=date(2026, 12, 2)
            ),
            Assignment(task="Sinh hoạt chuyên đề quý IV", name="Hoàng Ngọc Ẩn", due_on=date(2026, 11, 20)),
            Assignment(task="Thu, nộp đảng phí tháng 11", name="Phạm Thúy Ngọc", due_on=date(2026, 11, 15)),
        ),
        "ballots": (
            Ballot(
                matter="Thông qua nghị quyết tháng 11 năm 2026", yes=18, no=0, other=0, base=20, present=18
            ),
            Ballot(
                matter="Đề nghị công nhận đảng viên chính thức đồng chí Bùi Thị Ánh Tuyết",
                yes=17,
                no=0,
                other=1,
                base=20,
                present=18,
                two_thirds=True,
            ),
        ),
        "score": Score(points=Decimal(91), maximum=100, grade="Tốt"),
    }
    return Minutes(**(values | changes))


def committee_month_snapshot(**changes: object) -> CommitteeMonth:
    """Đảng bộ Sở Tư liệu, November 2026: five chapters, 92 members, 80/88 present."""
    rows = (
        _chapter("Chi bộ Văn phòng", 23, 1, 20, date(2026, 11, 5), 91, 88, "Khá"),
        _chapter("Chi bộ Phòng Nghiệp vụ", 18, 0, 18, date(2026, 11, 4), 95, 94, "Tốt"),
        _chapter("Chi bộ Trung tâm Lưu trữ", 27, 2, 23, date(2026, 11, 5), 92, 91, "Tốt"),
        _chapter("Chi bộ Thanh tra", 9, 0, 8, date(2026, 11, 6), 84, 80, "Khá"),
        _chapter(
            "Chi bộ Quản trị", 15, 1, 11, date(2026, 11, 12), 78, 71, "Khá", days_late=5, resolution=False
        ),
    )
    values: dict[str, object] = {
        "head": Head(
            superior="Đảng bộ Khối các cơ quan tỉnh",
            issuer="Đảng ủy Sở Tư liệu",
            kind="BC",
            symbol="ĐU",
            place="An Lạc",
            month=date(2026, 12, 1),
            dated_on=date(2026, 12, 3),
            number=31,
        ),
        "signing": Signing(
            authority="T/M ĐẢNG ỦY",
            post="BÍ THƯ",
            name="Đặng Hữu Nghĩa",
            recipients=("Đảng ủy Khối (để báo cáo)", "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
        ),
        "name": "Đảng bộ Sở Tư liệu",
        "month": NOVEMBER,
        "rows": rows,
        "counts": Counts(
            due=5,
            held=5,
            on_time=4,
            present=80,
            expected=88,
            tot=2,
            kha=3,
            self_sum=Decimal(440),
            self_count=5,
            reviewed_sum=Decimal(424),
            reviewed_count=5,
            paired=5,
            paired_self=Decimal(440),
            paired_given=Decimal(424),
            resolutions=4,
        ),
        "before": Counts(due=5, held=5, on_time=5, present=81, expected=88, tot=2, kha=3, resolutions=5),
        "data_at": datetime(2026, 12, 3, 17, 0),
        "criteria": "Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025",
        "petitions": (
            "Đề nghị Đảng ủy Khối hướng dẫn việc số hóa sổ biên bản của chi bộ (Chi bộ Trung tâm Lưu trữ).",
        ),
    }
    return CommitteeMonth(**(values | changes))


def _chapter(
    name: str,
    members: int,
    exempt: int,
    present: int,
    held_on: date,
    own: int,
    given: int,
    grade: str,
    *,
    days_late: int = 0,
    resolution: bool = True,
) -> ChapterRow:
    return ChapterRow(
        name=name,
        members=members,
        exempt=exempt,
        away=0,
        expected=members - exempt,
        present=present,
        held_on=held_on,
        days_late=days_late,
        resolution=resolution,
        self_points=Decimal(own),
        points=Decimal(given),
        grade=grade,
    )
