"""Whom a wrong password is counted against."""

from collections.abc import Mapping

from django.http import HttpRequest


def attempted_name(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """The user name that was tried; "BiThu" and "bithu" sign in alike, so they count alike."""
    return (credentials or {}).get("username", "").strip().casefold()
