"""The one font of our papers, found on this machine by its files."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FACES = {
    "LiberationSerif-Regular.ttf": ("normal", "normal"),
    "LiberationSerif-Bold.ttf": ("bold", "normal"),
    "LiberationSerif-Italic.ttf": ("normal", "italic"),
    "LiberationSerif-BoldItalic.ttf": ("bold", "italic"),
}
VIETNAMESE = "ơưạậặệịợựỹẼỖ"


class PaperFontMissingError(RuntimeError):
    """No Liberation Serif 2 with Vietnamese letters here."""

    def __init__(self) -> None:
        super().__init__(
            "Thiếu phông chữ Liberation Serif bản 2 (có đủ chữ tiếng Việt) để in văn bản: "
            "cài gói fonts-liberation2 (apt-get install fonts-liberation2)."
        )


@cache
def faces() -> dict[str, Path]:
    """The four files of one folder, of a version that holds every Vietnamese letter (1.07 does not)."""
    for root in _roots():
        for regular in sorted(root.rglob("LiberationSerif-Regular.ttf")):
            found = {name: regular.with_name(name) for name in FACES}
            if all(path.is_file() for path in found.values()) and _is_vietnamese(regular):
                return found
    raise PaperFontMissingError


def css() -> str:
    return "\n".join(
        f'@font-face {{ font-family: "Liberation Serif"; src: url("{path.as_uri()}");'
        f" font-weight: {FACES[name][0]}; font-style: {FACES[name][1]}; }}"
        for name, path in faces().items()
    )


def _roots() -> list[Path]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  stays as it is where there is no home
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    folders = [
        *(Path(part) / "fonts" for part in shared.split(":")),
        home / ".local/share/fonts",
        home / ".fonts",
    ]
    return [folder for folder in folders if folder.is_dir()]


def _is_vietnamese(path: Path) -> bool:
    with TTFont(path, lazy=True) as font:
        letters = font.getBestCmap() or {}
    return all(ord(letter) in letters for letter in VIETNAMESE)
