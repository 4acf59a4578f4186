"""Vietnamese text: one composed form, no invisible characters, search without accents, names in order."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
SHAPES = {("a", "\u0306"): "ă", ("a", "\u0302"): "â", ("e", "\u0302"): "ê", ("o", "\u0302"): "ô"}
SHAPES |= {("o", "\u031b"): "ơ", ("u", "\u031b"): "ư"}

KEY_LENGTH = 200

_WHITE = re.compile(r"\s+")
# Two letters for each letter of the alphabet, so that plain byte order is the order of the alphabet.
_CODES = {letter: f"{chr(97 + index // 10)}{index % 10}" for index, letter in enumerate(ALPHABET)}
_LONE_LETTER = re.compile(r"[A-ZĐ]")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """One line of composed text: single spaces, nothing invisible, no control or bidirectional marks."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():  # nothing but letters, marks and plain spaces
        return " ".join(composed.split()) if "  " in composed else composed.strip()
    seen = "".join(char for char in composed if _is_seen(char))
    return _WHITE.sub(" ", seen).strip()


def clean_lines(text: str) -> str:
    """The same, keeping the line breaks of a longer text."""
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean(line) for line in lines).strip("\n")


@lru_cache(maxsize=4096)
def _is_seen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def fold(text: str) -> str:
    """What a search compares: no accents, no đ, no case, single spaces."""
    cleaned = clean(text).casefold()
    if cleaned.isascii():
        return cleaned
    bare = unicodedata.normalize("NFD", cleaned)
    return "".join(char for char in bare if not unicodedata.combining(char)).replace("đ", "d")


def given_name(name: str) -> str:
    """The name a person is called by; "Hà B" keeps the letter that tells two people apart."""
    return _split_name(name)[0]


def _split_name(name: str) -> tuple[str, str]:
    words = clean(name).split(" ")
    taken = 2 if len(words) > 2 and _LONE_LETTER.fullmatch(words[-1]) else 1  # noqa: PLR2004 (family, given, letter)
    return " ".join(words[-taken:]), " ".join(words[:-taken])


def name_sort_key(name: str) -> str:
    """A key of [a-z0-9] whose byte order is: given name, then family and middle names, then tones."""
    given, rest = _split_name(name)
    called, _, letter = given.partition(" ")
    return f"{_collation(called)}000{_collation(f'{rest} {letter}'.strip())}"[:KEY_LENGTH]


def sort_key(text: str) -> str:
    """The same order for a text that is no name: letters of the alphabet first, tones decide what is left."""
    return _collation(clean(text))


@lru_cache(maxsize=8192)
def _collation(text: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for char in text.casefold():
        base, tone = _letter_and_tone(char)
        if base in _CODES:
            letters.append(_CODES[base])
            tones.append(tone)
        elif base.isdigit():
            letters.append(f"0{int(base) + 1}" if base.isascii() else "")
        elif base.isspace():
            letters.append("00")
    return f"{''.join(letters)}00{''.join(tones)}"


def _letter_and_tone(char: str) -> tuple[str, str]:
    base, tone = "", "0"
    for part in unicodedata.normalize("NFD", char):
        if part in TONES:
            tone = TONES[part]
        elif (base, part) in SHAPES:
            base = SHAPES[base, part]
        elif not unicodedata.combining(part):
            base += part
    return base, tone


def proper_name(name: str) -> str:
    """A person's name with a capital at the head of each word, however it was typed."""
    return re.sub(r"[^\s'’\-]+", lambda word: _capitalised(word[0]), clean(name))


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
