"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def open_(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def close(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def submit(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def recall(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def minutes(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
