"""The head and the foot that every paper shares (docs/documents.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from reports import words
from reports.paper import fonts
from reports.paper.profiles import THE_THUC, Profile

if TYPE_CHECKING:
    from reports.paper.snapshots import Head, Signing

TITLES = {"BB": "BIÊN BẢN", "BC": "BÁO CÁO", "NQ": "NGHỊ QUYẾT"}
# A long name breaks by sense: best before one of these words, never inside one of the pairs.
HEADS = (
    "CÁC", "VÀ", "TỈNH", "SỞ", "BAN", "ỦY BAN", "HỘI", "ĐOÀN", "TRƯỜNG", "BỆNH VIỆN", "VIỆN", "CÔNG TY", "TRUNG TÂM",
    "VĂN PHÒNG", "PHÒNG", "CƠ QUAN", "TÒA ÁN", "KHO BẠC", "CHI CỤC", "CỤC", "QUỸ", "LIÊN MINH", "LIÊN HIỆP", "NGÂN HÀNG",
    "THANH TRA", "BÁO", "KHOA", "ĐỘI", "MẶT TRẬN", "BẢO HIỂM", "THI HÀNH ÁN", "TỔ", "XÍ NGHIỆP", "CHI NHÁNH", "ĐIỆN LỰC",
)  # fmt: skip
PAIRS = frozenset(
    [
        "ĐẢNG BỘ",
        "ĐẢNG ỦY",
        "CHI BỘ",
        "CHI ỦY",
        "CƠ SỞ",
        "CƠ QUAN",
        "NHÂN DÂN",
        "NHÀ NƯỚC",
        "VĂN PHÒNG",
        "ỦY BAN",
        "HỘI ĐỒNG",
        "ĐẠI BIỂU",
        "QUỐC HỘI",
        "ĐOÀN ĐẠI",
        "TÒA ÁN",
        "BỆNH VIỆN",
        "ĐA KHOA",
        "Y TẾ",
        "Y HỌC",
        "CỔ TRUYỀN",
        "TRUNG TÂM",
        "CÔNG TY",
        "CỔ PHẦN",
        "QUẢN LÝ",
        "CHẤT LƯỢNG",
        "QUẢN TRỊ",
        "NGHIỆP VỤ",
        "TÀI CHÍNH",
        "KẾ HOẠCH",
        "TỔ CHỨC",
        "TUYÊN GIÁO",
        "DÂN VẬN",
        "NỘI CHÍNH",
        "KIỂM TRA",
        "THANH TRA",
        "TRƯỜNG ĐẠI",
        "ĐẠI HỌC",
        "CAO ĐẲNG",
        "CHÍNH TRỊ",
        "CHÍNH SÁCH",
        "KỸ THUẬT",
        "KHOA HỌC",
        "CÔNG NGHỆ",
        "NÔNG NGHIỆP",
        "MÔI TRƯỜNG",
        "CÔNG THƯƠNG",
        "XÂY DỰNG",
        "ĐẦU TƯ",
        "DỰ ÁN",
        "PHÁT TRIỂN",
        "PHÁT THANH",
        "TRUYỀN HÌNH",
        "GIÁO DỤC",
        "ĐÀO TẠO",
        "VĂN HÓA",
        "THỂ THAO",
        "DU LỊCH",
        "DÂN TỘC",
        "TÔN GIÁO",
        "TƯ PHÁP",
        "TƯ LIỆU",
        "LƯU TRỮ",
        "NỘI TRÚ",
        "PHỔ THÔNG",
        "KIỂM SOÁT",
        "BỆNH TẬT",
        "BẢO HIỂM",
        "XÃ HỘI",
        "NGÂN HÀNG",
        "KHO BẠC",
        "HẢI QUAN",
        "THỐNG KÊ",
        "DỊCH VỤ",
        "VIỆC LÀM",
        "TRỢ GIÚP",
        "PHÁP LÝ",
        "THỦY LỢI",
        "CẤP NƯỚC",
        "XỔ SỐ",
        "KIẾN THIẾT",
        "ĐIỆN LỰC",
        "VIỄN THÔNG",
        "BƯU ĐIỆN",
        "LIÊN MINH",
        "LIÊN HIỆP",
        "HỢP TÁC",
        "TÁC XÃ",
        "PHỤ NỮ",
        "NÔNG DÂN",
        "CỰU CHIẾN",
        "CHIẾN BINH",
        "MẶT TRẬN",
        "TỔ QUỐC",
        "VIỆT NAM",
        "KIỂM SÁT",
        "DÂN SỰ",
        "THI HÀNH",
        "HÀNH ÁN",
        "CHỮ THẬP",
        "THẬP ĐỎ",
        "CÔNG NGHIỆP",
        "KHU CÔNG",
        "ĐẤT ĐAI",
        "KIỂM ĐỊNH",
        "SỐ HÓA",
        "HÀNH CHÍNH",
        "TỔNG HỢP",
        "KHÁM BỆNH",
        "TỈNH ỦY",
        "LAO ĐỘNG",
        "CÔNG ĐOÀN",
        "DOANH NGHIỆP",
        "CHI CỤC",
        "CHI NHÁNH",
    ]
)
ROOM = 72.0  # mm of the left column that may be filled


@dataclass(frozen=True)
class Lines:
    lines: tuple[str, ...]
    long: bool = False


@dataclass(frozen=True)
class Letterhead:
    """A head ready to print: capitals, broken by sense, its number and date as far as they are known."""

    head: Head

    @property
    def profile(self) -> Profile:
        return THE_THUC[self.head.profile]

    @property
    def superior(self) -> Lines:
        return broken(self.head.superior, bold=False)

    @property
    def issuer(self) -> Lines:
        return broken(self.head.issuer, bold=True)

    @property
    def number(self) -> str:
        taken = words.NOT_REPORTED if self.head.number is None else f"{self.head.number:02d}"
        return f"Số {taken}-{self.head.kind}/{self.head.symbol}"

    @property
    def dated(self) -> str:
        day = self.head.dated_on
        return f"{self.head.place}, {words.long_date(day) if day else words.open_date(self.head.month)}"

    @property
    def draft(self) -> str:
        return f"DỰ THẢO LẦN {self.head.draft}" if self.head.draft and self.head.number is None else ""

    @property
    def title(self) -> str:
        return TITLES[self.head.kind]


def recipients(signing: Signing, profile: Profile) -> list[str]:
    """Each on its line: "- …;" and the last with a full stop."""
    last = len(signing.recipients) - 1
    return [
        f"- {name}{'.' if place == last else profile.recipient_end}"
        for place, name in enumerate(signing.recipients)
    ]


@cache
def broken(name: str, *, bold: bool) -> Lines:
    """The name in capitals on as few lines as sense allows; " / " in a name forces a break."""
    if "/" in name:
        return Lines(tuple(part.strip() for part in name.upper().split("/")))
    capitals = name.upper()
    if _width(capitals, 14, bold) <= ROOM:
        return Lines((capitals,))
    parts = capitals.split()
    splits = [
        _split(parts, places) for count in (1, 2, 3) for places in combinations(range(1, len(parts)), count)
    ]
    fitting = [split for split in splits if all(_width(line, 14, bold) <= ROOM for line in split)]
    return Lines(min(fitting, key=_awkwardness)) if fitting else Lines((capitals,), long=True)


def _split(parts: list[str], places: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *places, len(parts))
    return tuple(" ".join(parts[start:end]) for start, end in pairwise(edges))


def _awkwardness(split: tuple[str, ...]) -> int:
    """Small where few lines of a length each begin with a word of their own sense."""
    cost = 25 * len(split) + max(map(len, split)) - min(map(len, split))
    for line, after in pairwise(split):
        if line.endswith((" VÀ", " CÁC")) or f"{line.split()[-1]} {after.split()[0]}" in PAIRS:
            cost += 200
        elif not f"{after} ".startswith(tuple(f"{head} " for head in HEADS)):
            cost += 40
    return cost


def _width(text: str, pt: float, bold: bool) -> float:
    """Millimetres of a line in the paper's own letters."""
    advances, units = _advances("LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf")
    return sum(advances.get(ord(letter), units) for letter in text) / units * pt * 25.4 / 72


@cache
def _advances(face: str) -> tuple[dict[int, int], int]:
    with TTFont(fonts.faces()[face], lazy=True) as font:
        metrics = font["hmtx"]
        return {code: metrics[name][0] for code, name in (font.getBestCmap() or {}).items()}, font[
            "head"
        ].unitsPerEm
