"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def write(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def move(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
