"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def link(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def year(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def report(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def choose(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def edit(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def drop(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
