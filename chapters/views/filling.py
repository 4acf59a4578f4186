"""What every page with one form does: show it, try the act, and lose nothing that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render

from common.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from common.forms import PlainForm

Crumbs = list[tuple[str, str]]


def fill(
    request: SignedInRequest,
    form: PlainForm,
    act: Callable[..., Any],
    *,
    title: str,
    done: str,
    to: str | Callable[[Any], str],
    crumbs: Crumbs,
    intro: str = "",
) -> HttpResponse:
    """Run the verb with what was typed; a broken rule comes back above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            result = act(by=request.user, **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(to if isinstance(to, str) else to(result))
    context = {"form": form, "title": title, "crumbs": crumbs, "intro": intro}
    return render(request, "chapters/form.html", context, status=200 if request.method == "GET" else 422)
