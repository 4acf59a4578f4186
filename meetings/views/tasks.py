"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def tasks(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def report(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
