"""Reading a PDF back: its pages as text, its fonts."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader


def pages(pdf: bytes) -> list[str]:
    """The text of each page, lines kept."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def whole(pdf: bytes) -> str:
    """All text in one line with single spaces, for sentences that run over lines and pages."""
    return flat(" ".join(pages(pdf)))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def fonts(pdf: bytes) -> set[str]:
    """Names of the fonts inside, without the tag of their subset."""
    found = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"].get_object().get("/Font", {}).values():
            found.add(str(font.get_object()["/BaseFont"]).split("+")[-1].lstrip("/"))
    return found


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    return [
        (float(page.mediabox.width), float(page.mediabox.height)) for page in PdfReader(BytesIO(pdf)).pages
    ]
