"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def agendas(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def agenda(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
