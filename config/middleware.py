"""Where a request really came from."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

type_of_next = Callable[[HttpRequest], HttpResponse]


def client_address(get_response: type_of_next) -> type_of_next:
    """Put the visitor's address into REMOTE_ADDR, where throttling and the audit trail read it.

    Behind TRUSTED_PROXIES proxies it is that many from the right of X-Forwarded-For; whatever stands
    further left was written by the visitor and proves nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        addresses = request.headers.get("X-Forwarded-For", "").split(",")
        if 0 < settings.TRUSTED_PROXIES <= len(addresses) and (
            address := addresses[-settings.TRUSTED_PROXIES].strip()
        ):
            request.META["REMOTE_ADDR"] = address
        return get_response(request)

    return middleware
