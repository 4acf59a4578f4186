"""Where the request in hand came from, for the audit trail."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponseBase
    from django_htmx.middleware import HtmxDetails

    from accounts.models import User


class SignedInRequest(HttpRequest):
    """The request of a page that needs a sign-in: its user is an account of ours."""

    user: User
    htmx: HtmxDetails


_address: ContextVar[str | None] = ContextVar("address", default=None)


def current_address() -> str | None:
    """The address of the person whose request is being answered; None outside a request."""
    return _address.get()


class AddressMiddleware:
    """Remember the caller's address while the request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _address.set(request.META.get("REMOTE_ADDR") or None)
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)
