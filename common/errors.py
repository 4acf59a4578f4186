"""What the program says when a rule forbids what was asked."""

from __future__ import annotations


class RuleError(Exception):
    """A rule was broken; the message is a Vietnamese sentence fit for the user."""
