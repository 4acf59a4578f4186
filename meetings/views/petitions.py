"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def petitions(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def petition(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
