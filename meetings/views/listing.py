"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def meetings(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
