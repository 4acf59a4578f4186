"""The tree of Party organizations, with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from accounts.models import Entry
from chapters.querysets import OrganizationQuerySet, PlacementQuerySet, in_force
from chapters.signals import organization_changed
from common.errors import RuleError
from common.text import clean, fold

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class Organization(models.Model):
    """A Party body. `path` holds today's ancestors' ids and its own, as /1/7/31/."""

    class Kind(models.TextChoices):
        BLOC = "bloc", "Đảng bộ Khối"
        BASE_PARTY_BODY = "base_party_body", "Đảng bộ cơ sở"
        BASE_CHAPTER = "base_chapter", "Chi bộ cơ sở"
        SUB_PARTY_BODY = "sub_party_body", "Đảng bộ bộ phận"
        CHAPTER = "chapter", "Chi bộ trực thuộc"
        PARTY_GROUP = "party_group", "Tổ đảng"

    class ChapterType(models.TextChoices):
        ADMIN_AGENCY = "admin_agency", "Cơ quan hành chính"
        PUBLIC_SERVICE_UNIT = "public_service_unit", "Đơn vị sự nghiệp"
        PARTY_UNION_AGENCY = "party_union_agency", "Cơ quan Đảng, MTTQ, đoàn thể"
        STATE_ENTERPRISE = "state_enterprise", "Doanh nghiệp nhà nước"
        PRIVATE_ENTERPRISE = "private_enterprise", "Doanh nghiệp ngoài nhà nước"
        ARMED_FORCES = "armed_forces", "Lực lượng vũ trang"
        SCHOOL = "school", "Trường học"

    CHAPTER_KINDS = (Kind.CHAPTER, Kind.BASE_CHAPTER)
    BASE_KINDS = (Kind.BASE_PARTY_BODY, Kind.BASE_CHAPTER)
    # Which kinds may stand directly below which (RULES.md §4 of the project's docs/rules.md).
    CHILD_KINDS: ClassVar[dict[str, tuple[str, ...]]] = {
        Kind.BLOC: (Kind.BASE_PARTY_BODY, Kind.BASE_CHAPTER),
        Kind.BASE_PARTY_BODY: (Kind.SUB_PARTY_BODY, Kind.CHAPTER),
        Kind.SUB_PARTY_BODY: (Kind.CHAPTER,),
        Kind.CHAPTER: (Kind.PARTY_GROUP,),
        Kind.BASE_CHAPTER: (Kind.PARTY_GROUP,),
        Kind.PARTY_GROUP: (),
    }
    MINIMUM_OFFICIAL = 3
    COMMITTEE_FROM = 9

    kind = models.CharField("loại tổ chức", max_length=20, choices=Kind)
    name = models.CharField("tên", max_length=200)
    search = models.CharField(max_length=200, editable=False, db_index=True)
    code = models.CharField("mã số", max_length=30, null=True, blank=True, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=200, editable=False, db_index=True, default="")
    position = models.PositiveIntegerField("thứ tự", default=0)
    chapter_type = models.CharField("loại hình", max_length=24, choices=ChapterType, blank=True)
    group_label = models.CharField("khối công tác", max_length=120, blank=True)
    superior_name = models.CharField("tên cấp trên (dòng đầu văn bản)", max_length=200, blank=True)
    place_name = models.CharField("địa danh", max_length=60, blank=True)
    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    founded_year = models.PositiveSmallIntegerField("năm thành lập", null=True, blank=True)
    dissolved_on = models.DateField("ngày giải thể", null=True, blank=True)
    fixed_day = models.PositiveSmallIntegerField("ngày sinh hoạt cố định", null=True, blank=True)
    required_minutes = models.PositiveSmallIntegerField(
        "thời lượng được cấp trên quy định riêng (phút)", null=True, blank=True
    )
    # What an office's list says before its members are entered one by one.
    reported_members = models.PositiveIntegerField("số đảng viên theo danh sách", null=True, blank=True)
    reported_official = models.PositiveIntegerField(null=True, blank=True)
    reported_probationary = models.PositiveIntegerField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_secretary = models.CharField("bí thư theo danh sách", max_length=120, blank=True)
    reported_deputy = models.CharField("phó bí thư theo danh sách", max_length=250, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức đảng"
        verbose_name_plural = "tổ chức đảng"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="fixed_day_in_month",
                condition=Q(fixed_day__isnull=True) | Q(fixed_day__gte=1, fixed_day__lte=31),
            ),
            models.CheckConstraint(
                name="only_the_bloc_has_no_parent",
                condition=Q(kind="bloc") | Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="dissolved_after_founded",
                condition=Q(dissolved_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(dissolved_on__gt=models.F("founded_on")),
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = clean(self.name)
        self.search = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_path(self) -> str:
        return self.path

    @property
    def is_chapter(self) -> bool:
        return self.kind in self.CHAPTER_KINDS

    @property
    def is_base(self) -> bool:
        return self.kind in self.BASE_KINDS

    @property
    def has_party_committee(self) -> bool:
        return self.kind in {self.Kind.BLOC, self.Kind.BASE_PARTY_BODY, self.Kind.SUB_PARTY_BODY}

    @property
    def committee_name(self) -> str:
        """Đảng ủy of a đảng bộ; the chapter itself otherwise: "Đảng ủy Sở Tư liệu"."""
        if self.has_party_committee and self.name.startswith("Đảng bộ"):
            return "Đảng ủy" + self.name.removeprefix("Đảng bộ")
        return self.name

    def is_active_on(self, day: date) -> bool:
        return (self.founded_on is None or self.founded_on <= day) and (
            self.dissolved_on is None or self.dissolved_on > day
        )

    def ancestor_ids(self) -> list[int]:
        """Ids from the Khối down to the parent."""
        return [int(part) for part in self.path.strip("/").split("/")[:-1] if part]

    def name_on(self, day: date) -> str:
        """The name in force on a day: an old paper prints the old name."""
        dated = self.names.filter(in_force(day)).order_by("-starts_on").first()
        return dated.name if dated else self.name

    def parent_on(self, day: date) -> Organization | None:
        placement = self.placements.on(day).select_related("parent").first()
        return placement.parent if placement else self.parent

    @classmethod
    @transaction.atomic
    def found(
        cls,
        *,
        by: User | None,
        kind: str,
        name: str,
        parent: Organization | None = None,
        founded_on: date | None = None,
        **fields: object,
    ) -> Organization:
        """Enter an organization into the tree, with its first dated name and placement."""
        allowed = cls.CHILD_KINDS[parent.kind] if parent else (cls.Kind.BLOC,)
        if kind not in allowed:
            above = parent.get_kind_display() if parent else "cấp cao nhất"
            sentence = f"{cls.Kind(kind).label} không thể trực thuộc {above}."
            raise RuleError(sentence)
        organization = cls(kind=kind, name=name, parent=parent, founded_on=founded_on, **fields)
        organization.save()
        organization.path = f"{parent.path if parent else '/'}{organization.pk}/"
        organization.save(update_fields=["path"])
        organization.names.create(name=organization.name, starts_on=founded_on)
        if parent:
            organization.placements.create(parent=parent, starts_on=founded_on)
        Entry.objects.record("organization.founded", organization, by=by)
        organization_changed.send(sender=cls, organization=organization, since=founded_on, by=by)
        return organization


class OrganizationName(models.Model):
    """A name an organization bore, from a day to a day."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on"]

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
