"""Numbers of documents: from 01 for each type, through the whole term, never used twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction

from chapters.models.organizations import Organization
from chapters.models.terms import Term


class NumberSeries(models.Model):
    """The last number an organization gave to a type of document in a term (HD 36, HD 05-HD/VPTW)."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="number_series")
    document_type = models.CharField(max_length=8)
    term = models.ForeignKey(Term, null=True, on_delete=models.PROTECT)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "document_type", "term"], name="one_series_a_type_and_term"
            ),
            models.UniqueConstraint(
                fields=["organization", "document_type"],
                condition=models.Q(term__isnull=True),
                name="one_series_a_type_without_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_type} {self.organization}"

    @classmethod
    @transaction.atomic
    def take(cls, organization: Organization, document_type: str, term: Term | None) -> int:
        """The next number. Called inside the transaction that issues the document, so none is lost."""
        cls.objects.get_or_create(organization=organization, document_type=document_type, term=term)
        series = cls.objects.select_for_update().get(
            organization=organization, document_type=document_type, term=term
        )
        series.last += 1
        series.save(update_fields=["last"])
        return series.last
