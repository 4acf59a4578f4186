"""What a person sees when the fault is ours."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page with a short code to tell the administrator; the same code stands in the log beside the fault."""
    code = secrets.token_hex(2).upper()
    logger.error("Fault %s at %s %s", code, request.method, request.path, exc_info=True)  # noqa: LOG014 Django is handling it
    return HttpResponseServerError(loader.render_to_string("500.html", {"code": code}))
