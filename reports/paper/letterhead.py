"""The head and the foot that every paper shares (docs/documents.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from reports import words
from reports.paper import fonts
from reports.paper.profiles import THE_THUC, Profile

if TYPE_CHECKING:
    from reports.paper.snapshots import Head, Signing

TITLES = {"BB": "BIÊN BẢN", "BC": "BÁO CÁO", "NQ": "NGHỊ QUYẾT"}
# A long name breaks by sense: before these, never inside "cơ quan" or "nhân dân".
HEADS = (
    "CÁC", "VÀ", "TỈNH", "KHỐI", "SỞ", "BAN", "ỦY BAN", "HỘI", "HỘI ĐỒNG", "ĐOÀN", "TRƯỜNG", "BỆNH VIỆN", "VIỆN", "CÔNG TY",
    "TRUNG TÂM", "VĂN PHÒNG", "PHÒNG", "CƠ QUAN", "TÒA ÁN", "KHO BẠC", "CHI CỤC", "CỤC", "QUỸ", "LIÊN MINH", "LIÊN HIỆP",
    "NGÂN HÀNG", "THANH TRA", "BÁO", "KHOA", "ĐỘI", "MẶT TRẬN", "BẢO HIỂM", "THI HÀNH ÁN", "TỔ", "XÍ NGHIỆP",
)  # fmt: skip
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
    for count in (2, 3, 4):
        splits = [_split(parts, places) for places in combinations(range(1, len(parts)), count - 1)]
        fitting = [split for split in splits if all(_width(line, 14, bold) <= ROOM for line in split)]
        if fitting:
            return Lines(min(fitting, key=_awkwardness))
    return Lines((capitals,), long=True)


def _split(parts: list[str], places: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *places, len(parts))
    return tuple(" ".join(parts[start:end]) for start, end in zip(edges, edges[1:], strict=False))


def _awkwardness(split: tuple[str, ...]) -> float:
    """Small where each line begins with a word of its own sense and lines are of a length."""
    senseless = sum(
        1 for line in split[1:] if not any(line == head or line.startswith(f"{head} ") for head in HEADS)
    )
    severed = sum(
        1 for line, after in zip(split, split[1:], strict=False)
        if any(f" {head} ".startswith(f" {line.split()[-1]} ") and f"{line.split()[-1]} {after.split()[0]}" == head
               for head in HEADS if " " in head)
    )  # fmt: skip
    longest, shortest = max(map(len, split)), min(map(len, split))
    return 40 * senseless + 200 * severed + (longest - shortest)


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
