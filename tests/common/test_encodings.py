"""Old Vietnamese encodings: recognised by font and by how the words read, turned into Unicode."""

from __future__ import annotations

import unicodedata

import pytest

from common.encodings import Encoding, Sample, convert, detect, is_syllable, likeness, to_unicode
from common.text import TONES

PAIRS = [
    (Encoding.TCVN3, "TrÇn ThÞ Hßa B×nh", "Trần Thị Hòa Bình"),
    (Encoding.TCVN3, "§Æng H÷u Tr\u00adêng Giang", "Đặng Hữu Trường Giang"),
    (Encoding.TCVN3, "BÝ th\u00ad", "Bí thư"),
    (Encoding.TCVN3, "chuyÓn ®Õn; ®· miÔn sinh ho¹t", "chuyển đến; đã miễn sinh hoạt"),
    (Encoding.VNI, "Nguyeãn Höõu Öôùc", "Nguyễn Hữu Ước"),
    (Encoding.VNI, "Ñoã Kyø Vyõ", "Đỗ Kỳ Vỹ"),
    (Encoding.VNI, "LEÂ THÒ YÛ LAN THUØY", "LÊ THỊ Ỷ LAN THÙY"),
    (Encoding.VNI, "Loø Theá Nghóa, Ñaûng uûy vieân", "Lò Thế Nghĩa, Đảng ủy viên"),
]


@pytest.mark.parametrize(("encoding", "typed", "read"), PAIRS)
def test_convert(encoding: Encoding, typed: str, read: str) -> None:
    assert convert(typed, encoding) == read
    assert likeness(read) > likeness(typed)


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_the_words_alone_tell_the_encoding(encoding: Encoding) -> None:
    assert detect(Sample(typed) for kind, typed, _ in PAIRS if kind is encoding) is encoding


def test_windows_1258_read_as_western_text_is_recognised() -> None:
    words = ["Nguyễn Thị Hà", "Đảng bộ Khối các cơ quan tỉnh", "Ngày vào Đảng"]
    western = []
    for word in words:
        parts = "".join(_as_1258(char) for char in unicodedata.normalize("NFC", word))
        western.append(parts.encode("cp1258").decode("cp1252"))
    assert detect(map(Sample, western)) is Encoding.CP1258
    assert [to_unicode(word, "", Encoding.CP1258) for word in western] == words


def _as_1258(char: str) -> str:
    """A letter as Windows-1258 has it: the shaped vowel whole, the tone behind it."""
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tone = next(part for part in parts if part in TONES)
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return char


def test_unicode_stays_whatever_its_form_or_font() -> None:
    samples = ["Nguyễn Thị Hà", "Ban Chấp hành Đảng bộ", unicodedata.normalize("NFD", "Đoàn Thị Thúy")]
    assert detect(map(Sample, samples)) is Encoding.UNICODE
    assert to_unicode("Nguyễn Thị Ấn", ".VnTime", Encoding.TCVN3) == "Nguyễn Thị Ấn"
    assert to_unicode(samples[2], "", Encoding.UNICODE) == "Đoàn Thị Thúy"


def test_the_font_tells_about_one_cell_and_about_capitals() -> None:
    assert to_unicode("trÇn minh nhung", ".VnTimeH", Encoding.UNICODE) == "TRẦN MINH NHUNG"
    assert to_unicode("nam", ".VnTimeH", Encoding.UNICODE) == "NAM"
    assert to_unicode("NguyÔn ThÞ Hoa", "Times New Roman", Encoding.TCVN3) == "Nguyễn Thị Hoa"


@pytest.mark.parametrize("word", ["nguyễn", "Đảng", "QUYẾT", "khuya", "hoà", "ương", "gì", "quốc", "thuở"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["NguyÔn", "ThÞ", "th\u00ad", "Nguyeãn", "Höõu"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
