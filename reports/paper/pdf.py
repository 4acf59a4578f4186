"""HTML to PDF. Nothing is fetched: only our own stylesheets and the font files are served."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.paper import fonts
from reports.paper.profiles import DEFAULT, THE_THUC

SHEETS = ("css/paper/paper.css", "css/paper/tables.css", "css/paper/figures.css")
_warm = threading.local()  # fonts and stylesheets are read once a thread


class OnlyFonts(URLFetcher):
    """Serves the four font files and refuses everything else."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (WeasyPrint's own)
        for path in fonts.faces().values():
            if url == path.as_uri():
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})
        raise ValueError(f"Văn bản in không được lấy tệp từ bên ngoài: {url}")


def render(html: str, *, profile: str = DEFAULT) -> bytes:
    """One whole document as PDF bytes, in the form of the profile it was issued under."""
    font_config, sheets = prepared(profile)
    document = HTML(string=html, url_fetcher=OnlyFonts(), base_url=None)
    return bytes(document.write_pdf(stylesheets=sheets, font_config=font_config))


def prepared(name: str) -> tuple[FontConfiguration, list[CSS]]:
    """Fonts and stylesheets of a profile, read once a thread and kept warm."""
    profile = THE_THUC[name]
    kept: dict[str, tuple[FontConfiguration, list[CSS]]] = _warm.__dict__.setdefault("kept", {})
    if profile.name not in kept:
        config, fetcher = FontConfiguration(), OnlyFonts()
        texts = [fonts.css(), *(_static(name) for name in SHEETS), profile.css]
        kept[profile.name] = (
            config,
            [CSS(string=text, url_fetcher=fetcher, font_config=config) for text in texts],
        )
    return kept[profile.name]


def _static(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")
