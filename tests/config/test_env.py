"""The typed readers of the environment."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_text_falls_back_to_its_default(monkeypatch):
    monkeypatch.delenv("GREETING", raising=False)
    assert env.text("GREETING", "chào") == "chào"
    monkeypatch.setenv("GREETING", "kính chào")
    assert env.text("GREETING", "chào") == "kính chào"


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    file = tmp_path / "secret"
    file.write_text("mật khẩu\n", encoding="utf-8")
    monkeypatch.setenv("SECRET_FILE", str(file))
    assert env.text("SECRET") == "mật khẩu"


def test_a_secret_from_two_places_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET", "one")
    monkeypatch.setenv("SECRET_FILE", str(tmp_path / "secret"))
    with pytest.raises(ImproperlyConfigured, match="not both"):
        env.text("SECRET")


def test_an_unreadable_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_FILE: cannot read .*nowhere"):
        env.text("SECRET")


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("Yes", True), ("0", False), ("off", False)])
def test_flags(monkeypatch, written, meant):
    monkeypatch.setenv("SWITCH", written)
    assert env.flag("SWITCH", default=not meant) is meant


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("SWITCH", "maybe")
    with pytest.raises(ImproperlyConfigured, match="SWITCH must be 1 or 0, not 'maybe'"):
        env.flag("SWITCH")


def test_numbers(monkeypatch):
    assert env.number("COUNT_OF_NOTHING", 8) == 8
    monkeypatch.setenv("COUNT", "12")
    assert env.number("COUNT", 8) == 12
    monkeypatch.setenv("COUNT", "a dozen")
    with pytest.raises(ImproperlyConfigured, match="COUNT must be a whole number"):
        env.number("COUNT", 8)


def test_lists_lose_their_blanks(monkeypatch):
    monkeypatch.setenv("HOSTS", "a.example, b.example ,,")
    assert env.names("HOSTS") == ["a.example", "b.example"]
    assert env.names("NO_HOSTS", ("localhost",)) == ["localhost"]


def test_a_relative_folder_does_not_depend_on_where_we_started(monkeypatch):
    monkeypatch.setenv("PLACE", "kho")
    assert env.folder("PLACE", Path("var"), under=Path("/project")) == Path("/project/kho")
    monkeypatch.setenv("PLACE", "/kho")
    assert env.folder("PLACE", Path("var"), under=Path("/project")) == Path("/kho")
