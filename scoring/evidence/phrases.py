"""How evidence words a share: always n/N first, then the percent."""

from __future__ import annotations

from common.templatetags.vi import over, share


def ratio_words(part: int, whole: int) -> str:
    """20/22 (90,9%)"""
    return f"{over(part, whole)} ({share(part, whole)})"
