"""The encodings that Vietnamese offices used before Unicode: recognising them and turning them into Unicode.

TCVN3 (ABC) and VNI-Windows are fonts' tricks: the file says Latin letters and the font draws Vietnamese ones.
Windows-1258 goes wrong when it is read as Western text. All three show as Latin-1 letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from common.text import TONES, nfc

if TYPE_CHECKING:
    from collections.abc import Iterable


class Encoding(StrEnum):
    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    CP1258 = "cp1258"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS: Final = {
    Encoding.UNICODE: "Unicode",
    Encoding.TCVN3: "TCVN3 (ABC)",
    Encoding.VNI: "VNI-Windows",
    Encoding.CP1258: "Windows-1258",
}
LEGACY: Final = (Encoding.TCVN3, Encoding.VNI, Encoding.CP1258)

# Letters of .VnTime fonts in the order of their codes; a toned capital has no code of its own.
_TCVN3 = str.maketrans(
    "¡¢§£¤¥¦¨©®ª«¬\u00adµ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂĐÊÔƠƯăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
# VNI writes a letter and then its mark: what each mark makes of each letter.
_VNI_MARKS = {
    "a": dict(zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
}
_VNI_SINGLES = dict(zip("ôöñíìæóòîÔÖÑÍÌÆÓÒÎ", "ơưđíìỉĩịỵƠƯĐÍÌỈĨỊỴ", strict=True))
_VNI = {
    letter + mark: made.upper() if letter.isupper() else made
    for base, marks in _VNI_MARKS.items()
    for plain_mark, made in marks.items()
    for letter in (base, base.upper())
    for mark in (plain_mark, plain_mark.upper())
} | _VNI_SINGLES
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_LEGACY_WORD = re.compile(r"[^\s\d.,;:/()\-\"'“”]+")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:ai|ao|au|ay|âu|ây|eo|êu|iêu|iê|ia|iu|oai|oay|oao|oa|oă|oeo|oe|oi|ôi|ơi|oo|uây|uâ|uôi|uô|uyê|uya|uyu|uy"
    r"|uê|ua|ui|uơ|ươi|ươu|ươ|ưa|ưi|ưu|yêu|yê|[aăâeêioôơuưy])(?:ch|c|m|ng|nh|n|p|t)?"
)


def convert(text: str, encoding: Encoding) -> str:
    """Unicode from text that was typed in an old encoding; text already Unicode comes back composed."""
    if encoding is Encoding.TCVN3:
        return text.translate(_TCVN3)
    if encoding is Encoding.VNI:
        return _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)
    if encoding is Encoding.CP1258:
        try:
            return nfc(text.encode("cp1252").decode("cp1258"))
        except UnicodeError:
            return text
    return nfc(text)


def encoding_of_font(font: str) -> Encoding | None:
    """What a font's name tells; nothing for fonts that draw Unicode."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni-") else None


def is_capital_font(font: str) -> bool:
    """.VnTimeH and its sisters draw small letters as capitals."""
    name = font.strip().lower()
    return name.startswith(".vn") and name.endswith("h")


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese syllable: onset, rime, at most one tone."""
    bare, tones = [], 0
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in TONES:
            tones += 1
        else:
            bare.append(char)
    return tones <= 1 and bool(_SYLLABLE.fullmatch(nfc("".join(bare))))


def likeness(text: str) -> int:
    """Words with Vietnamese letters that are syllables, less those that are not."""
    return sum(
        1 if is_syllable(word) else -1 for word in _LEGACY_WORD.findall(nfc(text)) if not word.isascii()
    )


@dataclass(frozen=True, slots=True)
class Sample:
    text: str
    font: str = ""


def detect(samples: Iterable[Sample]) -> Encoding:
    """The encoding in which most of the samples read as Vietnamese; Unicode unless another is clearly better."""
    scores = dict.fromkeys(Encoding, 0)
    for sample in samples:
        if sample.text.isascii():
            continue
        hinted = encoding_of_font(sample.font)
        for encoding in Encoding:
            scores[encoding] += likeness(convert(sample.text, encoding)) + (2 if encoding is hinted else 0)
    best = max(Encoding, key=lambda encoding: scores[encoding])
    return best if scores[best] > max(scores[Encoding.UNICODE], 0) else Encoding.UNICODE


def to_unicode(text: str, font: str, encoding: Encoding) -> str:
    """One piece of text of a file whose usual encoding is known; the piece itself has the last word."""
    if text.isascii():
        return text.upper() if is_capital_font(font) else text
    hinted = encoding_of_font(font)
    if hinted and all(ord(char) < 0x100 for char in text):  # noqa: PLR2004 (the old fonts have 256 letters)
        made = convert(text, hinted)
        return made.upper() if is_capital_font(font) else made
    if encoding is Encoding.UNICODE:
        return nfc(text)
    made = convert(text, encoding)
    return made if likeness(made) >= likeness(text) else nfc(text)
