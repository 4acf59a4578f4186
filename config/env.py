"""Typed readers of the environment. Only the settings use them; nothing else reads the environment."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The value of NAME, or the contents of the file that NAME_FILE names."""
    value = os.environ.get(name, "")
    file = os.environ.get(f"{name}_FILE", "")
    if value and file:
        message = f"Set {name} or {name}_FILE, not both."
        raise ImproperlyConfigured(message)
    if file:
        value = _contents(name, file)
    return value or default


def _contents(name: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        message = f"{name}_FILE: cannot read {file}: {error.strerror}."
        raise ImproperlyConfigured(message) from error


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "yes" if default else "no").strip().lower()
    if value not in YES | NO:
        message = f"{name} must be 1 or 0, not {value!r}."
        raise ImproperlyConfigured(message)
    return value in YES


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        message = f"{name} must be a whole number, not {value!r}."
        raise ImproperlyConfigured(message) from error


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    return [item.strip() for item in text(name).split(",") if item.strip()] or list(default)


def folder(name: str, default: Path, *, under: Path) -> Path:
    """A folder; a relative one is taken from `under`, so that it does not depend on where we were started."""
    return under / Path(text(name, str(default))).expanduser()


def demand(*wanted: str) -> None:
    """Refuse to go on while any of these is unset; say all that are missing at once."""
    missing = [name for name in wanted if not text(name)]
    if missing:
        message = f"APP_ENV=production needs {', '.join(missing)} (or the same names with _FILE)."
        raise ImproperlyConfigured(message)
