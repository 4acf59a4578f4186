"""Terms of office."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction

from accounts.models import Entry
from chapters.models.organizations import Organization
from common.errors import RuleError
from common.text import clean

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class Term(models.Model):
    """A term of office. The label is text as printed; the dates are data."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="terms")
    label = models.CharField("nhiệm kỳ", max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "starts_on"], name="one_term_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.label}"

    @property
    def audit_path(self) -> str:
        return self.organization.path

    @classmethod
    @transaction.atomic
    def begin(
        cls, *, by: User | None, organization: Organization, label: str, starts_on: date, ends_on: date | None
    ) -> Term:
        """Enter a term; a term still open before it ends the day before."""
        if ends_on and ends_on <= starts_on:
            raise RuleError("Ngày kết thúc nhiệm kỳ phải sau ngày bắt đầu.")
        if organization.terms.filter(starts_on=starts_on).exists():
            raise RuleError(f"Đã có nhiệm kỳ bắt đầu từ ngày {starts_on:%d/%m/%Y}.")
        organization.terms.filter(starts_on__lt=starts_on, ends_on__isnull=True).update(
            ends_on=starts_on - timedelta(days=1)
        )
        term = cls.objects.create(
            organization=organization, label=clean(label), starts_on=starts_on, ends_on=ends_on
        )
        Entry.objects.record("term.begun", term, by=by)
        return term
