"""No English on any page: every word is a Vietnamese syllable, a name in the data, or on the short list."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PEOPLE, come_in, pages_from

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.installation import Installation

# File kinds, keys of the keyboard, signs and short forms in use in the offices.
ALLOWED = frozenset(
    [
        "excel",
        "tk",
        "cd",
        "cu",
        "tb",
        "tt",
        "bb",
        "gt",
        "thpt",
        "pdf",
        "word",
        "xlsx",
        "xls",
        "ods",
        "csv",
        "mb",
        "kb",
        "ctrl",
        "enter",
        "esc",
        "space",
        "shift",
        "alt",
        "tab",
        "unicode",
        "tcvn",
        "vni",
        "abc",
        "windows",
        "sha",
        "qr",
        "totp",
        "celery",
        "redis",
        "postgresql",
        "sqlite",
        "email",
        "internet",
        "web",
        "online",
        "ok",
        "tccsđ",
        "shcb",
        "shđ",
        "btv",
        "bch",
        "ubkt",
        "ccq",
        "đv",
        "knđ",
        "kt",
        "gs",
        "tsvm",
        "htxsnv",
        "httnv",
        "htnv",
        "khtnv",
        "đuk",
        "hdnd",
        "hđnd",
        "ubnd",
        "mttq",
        "hđ",
        "nq",
        "bc",
        "kh",
        "qđ",
        "hd",
        "cv",
        "tw",
        "btctw",
        "tct",
        "cb",
        "đu",
        "sn",
        "bithu",
        "danguy",
        "tochuc",
        "chuyenvien",
        "dangvien",
        "quantri",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "tnhh",
        "mtv",
        "vnpt",
        "bidv",
        "viettel",
        "agribank",
        "vietcombank",
        "vietinbank",
        "logistics",
        "tv",
        "fm",
        "vtv",
        "ict",
    ]
)
_ONSET = r"(?:ngh|nh|ng|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
_NUCLEUS = r"(?:uyê|uya|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyu|iê|yê|uô|ươ|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ui|uơ|uy|ưa|ưi|ưu|ue|[aăâeêioôơuưy])"
_CODA = r"(?:ch|ng|nh|[cmnpt])?"
SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}{_CODA}")
TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
WORDS = re.compile(r"[^\W\d_]+")
# Syllables by their shape, but English where they stand alone in a page of ours.
GIVEAWAYS = re.compile(
    r"\b(?:not found|log in|sign in|no data|on|the|then|them|can not|cannot|to be|an error)\b", re.IGNORECASE
)


@pytest.mark.parametrize(
    ("word", "is_ours"),
    [
        ("nghiêng", True),
        ("quyết", True),
        ("Khuỷu", True),
        ("required", False),
        ("submit", False),
        ("field", False),
        ("this", False),
    ],
)
def test_a_syllable_is_known_by_its_shape(word: str, is_ours: bool):
    assert _is_vietnamese(word) == is_ours


@pytest.mark.e2e
@pytest.mark.parametrize("username", PEOPLE)
def test_no_english_on_any_page(demonstration: Installation, browser: Browser, username: str):
    context = come_in(browser, demonstration, username)
    page = context.new_page()
    foreign: dict[str, str] = {}
    for found in pages_from(page):
        for text in _said(page):
            for word in WORDS.findall(unicodedata.normalize("NFC", text)):
                if not _is_vietnamese(word):
                    foreign.setdefault(word.casefold(), f"{found.path}: {text[:80]}")
            if english := GIVEAWAYS.search(text):
                foreign.setdefault(english[0], f"{found.path}: {text[:80]}")
    context.close()
    assert not foreign, "\n".join(f"{word}  ({where})" for word, where in sorted(foreign.items()))


@pytest.mark.e2e
def test_no_english_before_sign_in_and_when_it_fails(demonstration: Installation, browser: Browser):
    context = browser.new_context(base_url=demonstration.url, locale="vi-VN")
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("Tên đăng nhập", exact=True).fill("khongco")
    page.get_by_role("button", name="Đăng nhập").click()
    said = _said(page)
    assert any("Cần ghi mật khẩu" in line for line in said)
    page.goto("/there-is-no-such-page/")
    said += _said(page)
    context.close()
    assert not {word for line in said for word in WORDS.findall(line) if not _is_vietnamese(word)} - {
        "khongco"
    }


def _is_vietnamese(word: str) -> bool:
    plain = word.casefold()
    toneless = unicodedata.normalize("NFC", TONES.sub("", unicodedata.normalize("NFD", plain)))
    return plain in ALLOWED or len(plain) == 1 or SYLLABLE.fullmatch(toneless) is not None


def _said(page: Page) -> list[str]:
    """What is read or heard on the page: text, titles, labels, hints, the words on buttons."""
    lines: list[str] = page.evaluate(
        """() => {
            const found = [document.title];
            const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (nodes.nextNode())
                if (!nodes.currentNode.parentElement.closest('script, style')) found.push(nodes.currentNode.data);
            for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-label', 'data-busy-words', 'aria-description'])
                for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
            for (const button of document.querySelectorAll('input[type=submit], input[type=button]')) found.push(button.value);
            return found;
        }"""
    )
    return [line.strip() for line in lines if line and line.strip()]
