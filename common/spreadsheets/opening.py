"""Opening a file by what it holds, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from common.errors import RuleError
from common.spreadsheets.ods import open_ods
from common.spreadsheets.packages import DAMAGED, LOCKED, NO_SPREADSHEET
from common.spreadsheets.plain import open_plain
from common.spreadsheets.xls import open_xls
from common.spreadsheets.xlsx import open_xlsx

if TYPE_CHECKING:
    from common.spreadsheets.cells import Workbook

MOST_BYTES: Final = 10 * 1024 * 1024
TOO_LARGE: Final = "Tệp lớn hơn 10 MB: tách bớt tài liệu rồi tải lại."
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN: Final = {".csv", ".txt", ".tsv"}


def open_workbook(path: str | Path, *, name: str = "") -> Workbook:
    """The workbook in a file; RuleError says in one sentence why a file is none."""
    path = Path(path)
    if path.stat().st_size > MOST_BYTES:
        raise RuleError(TOO_LARGE)
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(_ZIP):
        return open_ods(path) if _is_ods(path) else open_xlsx(path)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise RuleError(LOCKED)
        return open_xls(path)
    if Path(name or path.name).suffix.lower() in _PLAIN:
        return open_plain(path)
    raise RuleError(NO_SPREADSHEET)


def _is_ods(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return "mimetype" in package.namelist() and "content.xml" in package.namelist()
    except zipfile.BadZipFile as error:
        raise RuleError(DAMAGED) from error
