"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def detail(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def facts(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def gaps(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
