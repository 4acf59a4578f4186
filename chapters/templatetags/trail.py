"""The audit trail in words."""

from __future__ import annotations

from django import template

from accounts.words import OTHER, VERBS

register = template.Library()


@register.filter
def in_words(verb: str) -> str:
    return VERBS.get(verb, OTHER)
