"""Vietnamese text: composed, clean, searched without accents, sorted as in a Vietnamese list."""

from __future__ import annotations

import random
import unicodedata

import pytest

from common import text


def test_clean_composes_and_drops_what_cannot_be_seen() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Huệ")
    assert text.clean(f"\ufeff {decomposed}\u00a0\u200b \u202eA\u00ad\x07\n") == "Nguyễn Thị Huệ A"
    assert text.clean("Đoàn\nVăn\t Dũng") == "Đoàn Văn Dũng"


def test_clean_lines_keeps_paragraphs() -> None:
    assert text.clean_lines(" một \r\n\r\n hai\u00a0 ba ") == "một\n\nhai ba"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Đỗ Thị Ứng", "do thi ung"), ("HÒA BÌNH", "hoa binh"), ("hoà", "hoa"), ("Nguyễn  Ẩn", "nguyen an")],
)
def test_fold(typed: str, folded: str) -> None:
    assert text.fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("XA QUỐC LONG", "Xa Quốc Long"),
        ("lÊ tHỊ lỆ", "Lê Thị Lệ"),
        ("nguyễn thị hà b", "Nguyễn Thị Hà B"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("ánh", "Ánh"),
    ],
)
def test_proper_name(typed: str, name: str) -> None:
    assert text.proper_name(typed) == name


def test_names_sort_by_given_name_then_family_then_tone() -> None:
    ordered = [
        "Vũ An",
        "Trần Ánh",
        "Lê Hồng Ân",
        "Bùi Thị Dung",
        "Ngô Dũng",
        "Bùi Đạt",
        "Nguyễn Thị Hà",
        "Đỗ Hà",
        "Đỗ Văn Hà",
        "Nguyễn Thị Hà A",
        "Nguyễn Thị Hà B",
        "Lê Hạ",
        "Lê Hoa",
        "Lê Hòa",
        "Lê Hỏa",
        "Lê Hõa",
        "Lê Hóa",
        "Lê Họa",
        "Phạm Ước",
        "Phạm Vân",
    ]
    ordered.remove("Nguyễn Thị Hà")
    ordered.insert(ordered.index("Đỗ Văn Hà") + 1, "Nguyễn Thị Hà")
    shuffled = ordered[:]
    random.Random(7).shuffle(shuffled)  # noqa: S311
    assert sorted(shuffled, key=text.name_sort_key) == ordered


def test_sort_keys_are_plain_so_that_every_database_orders_them_alike() -> None:
    key = text.name_sort_key("Nguyễn Thị Hà B")
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()


def test_given_name() -> None:
    assert text.given_name("Nguyễn Thị Hà B") == "Hà B"
    assert text.given_name("Trần Thị Hòa Bình") == "Bình"
