"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def plan(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def line(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def notice(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def reschedule(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def absence(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def absence_answer(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def absence_withdraw(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
