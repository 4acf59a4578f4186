"""What every kind of document offers: its template, its HTML alone or in a page, its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.template.loader import render_to_string

from reports.paper import pdf
from reports.paper.letterhead import Letterhead, recipients
from reports.paper.snapshots import Prose

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from reports.paper.snapshots import Head, Signing


class Paper:
    """A snapshot ready for its template."""

    template: ClassVar[str]

    head: Head
    signing: Signing | None = None
    subject: str

    @property
    def prose(self) -> Prose:
        """The sentences of a report, as a person left them or as the figures suggest them."""
        return Prose()

    @property
    def title(self) -> str:
        return f"{Letterhead(self.head).title.capitalize()} {self.subject}"

    @property
    def context(self) -> dict[str, Any]:
        letterhead = Letterhead(self.head)
        return {
            "paper": self,
            "letterhead": letterhead,
            "subject": self.subject,
            "signing": self.signing,
            "recipients": recipients(self.signing, letterhead.profile) if self.signing else [],
        }

    def sheets(self) -> SafeString:
        """The sheets alone, to stand inside a page."""
        return render_to_string(self.template, self.context)

    def html(self) -> str:
        return render_to_string("paper/base.html", self.context)

    def pdf(self) -> bytes:
        return pdf.render(self.html(), profile=self.head.profile)
