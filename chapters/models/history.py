"""What an organization was called, where it belonged, and the acts that changed it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from chapters.models.organizations import Organization
from chapters.querysets import NameQuerySet, PlacementQuerySet


class OrganizationName(models.Model):
    """A name an organization bore, from a day to a day."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(ends_on__isnull=True), name="one_open_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Which body an organization belonged to, from a day to a day."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(ends_on__isnull=True), name="one_open_placement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} → {self.parent}"


class OrganizationChange(models.Model):
    """A dated act on the tree: rename, move, merger, split, dissolving."""

    class Kind(models.TextChoices):
        RENAME = "rename", "Đổi tên"
        MOVE = "move", "Chuyển trực thuộc"
        MERGE = "merge", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        DISSOLVE = "dissolve", "Giải thể"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="changes")
    other = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    happened_on = models.DateField()
    decision = models.CharField("quyết định số", max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organization}"
