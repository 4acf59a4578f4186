"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def judge_task(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def judge_limitation(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def share(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def raise_petition(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def add(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def edit(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def remove(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
