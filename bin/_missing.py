"""Print the Debian packages that are missing for `run` or for `test`, on one line."""

import ctypes
import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

FONTS = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
DOT_BELOW = 0x1EA0  # Ạ: Liberation 1.x, which is also about, has no Vietnamese


def missing_for_run() -> list[str]:
    missing = [
        package
        for package, library in {
            "libpango-1.0-0": "libpango-1.0.so.0",
            "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
        }.items()
        if not _loads(library)
    ]
    return missing if _has_paper_font() else [*missing, "fonts-liberation2"]


def missing_for_test() -> list[str]:
    wanted = {
        "chromium": _any_program("chromium", "chromium-browser", "google-chrome"),
        "poppler-utils": _any_program("pdffonts"),
        "postgresql": any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or _any_program("initdb"),
        "redis-server": _any_program("redis-server", "valkey-server"),
    }
    return missing_for_run() + [package for package, found in wanted.items() if not found]


def _any_program(*names: str) -> bool:
    return any(shutil.which(name) for name in names)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_paper_font() -> bool:
    found = (file for folder in FONTS for file in folder.rglob("LiberationSerif-Regular.ttf"))
    return any(_is_vietnamese(file) for file in found)


def _is_vietnamese(file: Path) -> bool:
    try:
        return DOT_BELOW in TTFont(file, lazy=True).getBestCmap()
    except (OSError, TTLibError):
        return False


if __name__ == "__main__":
    sys.stdout.write(" ".join(missing_for_test() if sys.argv[1:] == ["test"] else missing_for_run()))
