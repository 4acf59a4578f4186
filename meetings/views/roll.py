"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def call(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def mark(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
