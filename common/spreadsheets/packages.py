"""Zip packages (.xlsx, .ods) opened without trusting them: sizes bounded, XML without declarations."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from common.errors import RuleError
from common.spreadsheets.cells import NOTHING_WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

MOST_PART_BYTES: Final = 150_000_000
MOST_RATIO: Final = 200
SMALL_PART_BYTES: Final = 5_000_000
MOST_PARTS: Final = 2_000
# So much XML without any markup can only be one monstrous text.
CHUNK_BYTES: Final = 1 << 17

DAMAGED: Final = f"Tệp bị hỏng hoặc chưa tải lên hết: mở lại bằng Excel, lưu rồi tải lại. {NOTHING_WRITTEN}"
NO_SPREADSHEET: Final = f"Tệp này không phải bảng tính Excel. {NOTHING_WRITTEN}"
SWOLLEN: Final = f"Tệp nén bất thường, bung ra quá lớn so với một bảng tính. {NOTHING_WRITTEN}"
DECLARATIONS: Final = f"Tệp có khai báo XML không an toàn nên không đọc. {NOTHING_WRITTEN}"
LONG_TEXT: Final = f"Có ô chữ dài quá 32.767 ký tự của Excel. {NOTHING_WRITTEN}"
LOCKED: Final = f"Tệp đặt mật khẩu nên không đọc được: bỏ mật khẩu, lưu rồi tải lại. {NOTHING_WRITTEN}"


class Package:
    """A zip file whose parts are read as streams, never unpacked to disk."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise RuleError(DAMAGED) from error
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise RuleError(SWOLLEN)
        self.names = {part.filename for part in parts}

    def close(self) -> None:
        self._zip.close()

    def open(self, name: str) -> io.BufferedReader:
        try:
            part = self._zip.getinfo(name)
        except KeyError as error:
            raise RuleError(DAMAGED) from error
        if part.flag_bits & 0x1:
            raise RuleError(LOCKED)
        swollen = part.file_size > SMALL_PART_BYTES and part.file_size > MOST_RATIO * max(
            part.compress_size, 1
        )
        if swollen or part.file_size > MOST_PART_BYTES:
            raise RuleError(SWOLLEN)
        try:
            return io.BufferedReader(_Watched(self._zip.open(part)), CHUNK_BYTES)
        except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError) as error:
            raise RuleError(DAMAGED) from error

    def elements(self, name: str) -> Iterator[tuple[str, Element]]:
        """("start" | "end", element) through a part; what fails says so in one sentence."""
        with self.open(name) as stream, one_sentence():
            yield from iterparse(stream, events=("start", "end"), forbid_dtd=True)

    def text(self, name: str) -> bytes:
        with self.open(name) as stream, one_sentence():
            return stream.read()


class _Watched(io.RawIOBase):
    """A part being inflated: stops at the size limit and at endless text."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk: bytes = self._inner.read(len(buffer))
        self._count += len(chunk)
        if self._count > MOST_PART_BYTES:
            raise RuleError(SWOLLEN)
        if len(chunk) >= CHUNK_BYTES and b"<" not in chunk:
            raise RuleError(LONG_TEXT)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._inner.close()
        super().close()


@contextmanager
def one_sentence() -> Iterator[None]:
    """Whatever a damaged or hostile part does to a parser comes out as a RuleError."""
    try:
        yield
    except DefusedXmlException as error:
        raise RuleError(DECLARATIONS) from error
    except (ParseError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise RuleError(DAMAGED) from error
    except (ValueError, IndexError, KeyError, OverflowError) as error:
        raise RuleError(DAMAGED) from error
