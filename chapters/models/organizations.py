"""The tree of Party organizations, with its history."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from accounts.models import Entry
from chapters.querysets import OrganizationQuerySet
from chapters.signals import organization_changed
from common.dates import refuse_future
from common.errors import RuleError
from common.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from accounts.models import User
    from chapters.models.members import Member


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
    # Which kinds may stand directly below which (docs/rules.md §4).
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

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = clean(self.name)
        self.search = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

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
        dated = self.names.on(day).first()
        return dated.name if dated else self.name

    def parent_on(self, day: date) -> Organization | None:
        placement = self.placements.on(day).select_related("parent").first()
        return placement.parent if placement else self.parent

    def warnings(self) -> list[str]:
        """What the Charter asks of a chapter and today's rows do not show (docs/rules.md §1.3)."""
        if not self.is_chapter or self.dissolved_on:
            return []
        today = timezone.localdate()
        members = self.members.count()
        official = self.members.official_on(today).count()
        posts = set(self.posts.current().values_list("post", flat=True))
        found = []
        if members and official < self.MINIMUM_OFFICIAL:
            found.append(
                f"Chi bộ có {official} đảng viên chính thức, dưới {self.MINIMUM_OFFICIAL}: chưa đủ để họp ra "
                "nghị quyết. Cấp trên cần chuyển thêm đảng viên đến hoặc sáp nhập."
            )
        if official >= self.COMMITTEE_FROM and "chapter_committee_member" not in posts:
            found.append(
                f"Chi bộ có {official} đảng viên chính thức, từ {self.COMMITTEE_FROM} trở lên: "
                "có chi ủy, nhưng chưa ghi chi ủy viên."
            )
        if members and "secretary" not in posts:
            found.append("Chưa ghi bí thư.")
        return found

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
        cls.check_place(kind, parent)
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

    @transaction.atomic
    def amend(self, *, by: User | None, **changes: object) -> None:
        """Put right what was entered wrongly. A new name from a day on is `rename`."""
        self._lock()
        changed = {name: value for name, value in changes.items() if getattr(self, name) != value}
        if not changed:
            return
        for name, value in changed.items():
            setattr(self, name, value)
        self.save()
        if "name" in changed:
            self.names.filter(ends_on__isnull=True).update(name=self.name)
        if "founded_on" in changed:
            self._first(self.names).update(starts_on=self.founded_on)
            self._first(self.placements).update(starts_on=self.founded_on)
        Entry.objects.record("organization.amended", self, by=by, fields=sorted(changed))
        organization_changed.send(sender=Organization, organization=self, since=self.founded_on, by=by)

    @transaction.atomic
    def rename(self, *, by: User | None, name: str, on: date, decision: str = "") -> None:
        """Bear a new name from a day on; the old name stays with its dates."""
        self._lock()
        name = clean(name)
        if name == self.name:
            return
        self._check_day(on)
        self._close(self.names, on)
        former, self.name = self.name, name
        self.save(update_fields=["name", "search"])
        self.names.create(name=name, starts_on=on)
        self.changes.create(kind="rename", happened_on=on, decision=decision, note=former[:300], by=by)
        self._announce("organization.renamed", since=on, by=by, former=former)

    @transaction.atomic
    def move_to(
        self, parent: Organization, *, by: User | None, on: date, kind: str = "", decision: str = ""
    ) -> None:
        """Belong to another body from a day on, with everything below; months before keep the old tree."""
        self._lock()
        if self.parent_id == parent.pk:
            return
        kind = kind or self.kind
        self._check_day(on)
        if parent.path.startswith(self.path):
            raise RuleError("Không thể chuyển một tổ chức vào chính nó hoặc vào tổ chức trực thuộc nó.")
        self.check_place(kind, parent)
        if not parent.is_active_on(on):
            raise RuleError(f"{parent} không hoạt động vào ngày {on:%d/%m/%Y}.")
        self._close(self.placements, on)
        former, old_path = self.parent, self.path
        self.parent, self.kind = parent, kind
        self.path = f"{parent.path}{self.pk}/"
        self.save(update_fields=["parent", "kind"])
        Organization.objects.under(old_path).update(
            path=Concat(Value(self.path), Substr("path", len(old_path) + 1))
        )
        self.placements.create(parent=parent, starts_on=on)
        self.changes.create(kind="move", other=parent, happened_on=on, decision=decision, by=by)
        self._announce("organization.moved", since=on, by=by, former=str(former), parent=str(parent))

    @transaction.atomic
    def merge_into(self, other: Organization, *, by: User | None, on: date, decision: str = "") -> None:
        """Move every member to another chapter and cease to be."""
        self._lock()
        if self.dissolved_on:
            return
        self._check_day(on)
        if self.pk == other.pk:
            raise RuleError("Chọn một chi bộ khác để sáp nhập vào.")
        if not (self.is_chapter and other.is_chapter):
            raise RuleError(
                "Chỉ sáp nhập chi bộ với chi bộ; đảng bộ thì chuyển từng tổ chức trực thuộc trước."
            )
        if not other.is_active_on(on):
            raise RuleError(f"{other} không hoạt động vào ngày {on:%d/%m/%Y}.")
        for member in self.members.all():
            member.reassign_to(other, by=by, on=on, decision=decision)
        self.changes.create(kind="merge", other=other, happened_on=on, decision=decision, by=by)
        self._cease(on)
        self._announce("organization.merged", since=on, by=by, into=str(other))

    @transaction.atomic
    def split_off(
        self, *, by: User | None, name: str, members: Iterable[Member], on: date, decision: str = ""
    ) -> Organization:
        """Found a sister chapter of some of the members, under the same body."""
        self._lock()
        self._check_day(on)
        leaving = list(members)
        if not self.is_chapter:
            raise RuleError("Chỉ chia tách chi bộ.")
        if not leaving or any(member.organization_id != self.pk for member in leaving):
            raise RuleError("Chọn đảng viên của chi bộ này để lập chi bộ mới.")
        if len(leaving) == self.members.count():
            raise RuleError("Chi bộ cũ phải còn đảng viên; nếu chuyển hết thì đổi tên chi bộ.")
        new = Organization.found(
            by=by,
            kind=self.kind,
            name=name,
            parent=self.parent,
            founded_on=on,
            chapter_type=self.chapter_type,
            group_label=self.group_label,
            place_name=self.place_name,
            position=self.position,
        )
        for member in leaving:
            member.reassign_to(new, by=by, on=on, decision=decision)
        self.changes.create(kind="split", other=new, happened_on=on, decision=decision, by=by)
        self._announce("organization.split", since=on, by=by, new=str(new))
        return new

    @transaction.atomic
    def dissolve(self, *, by: User | None, on: date, decision: str = "") -> None:
        """Cease to be from a day on. Members and bodies below have been moved before."""
        self._lock()
        if self.dissolved_on:
            return
        self._check_day(on)
        if count := self.members.count():
            raise RuleError(
                f"{self} còn {count} đảng viên: chuyển sinh hoạt cho các đồng chí trước khi giải thể."
            )
        if count := self.children.active_on(on).count():
            raise RuleError(
                f"{self} còn {count} tổ chức trực thuộc: chuyển hoặc giải thể các tổ chức đó trước."
            )
        self.changes.create(kind="dissolve", happened_on=on, decision=decision, by=by)
        self._cease(on)
        self._announce("organization.dissolved", since=on, by=by)

    @classmethod
    def check_place(cls, kind: str, parent: Organization | None) -> None:
        """Which kind may stand directly below which (docs/rules.md §4)."""
        allowed = cls.CHILD_KINDS[parent.kind] if parent else (cls.Kind.BLOC,)
        if kind not in allowed:
            above = parent.get_kind_display() if parent else "cấp cao nhất"
            raise RuleError(f"{cls.Kind(kind).label} không thể trực thuộc {above}.")

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=Organization.objects.select_for_update())

    def _check_day(self, on: date) -> None:
        today = timezone.localdate()
        refuse_future(on, today=today)
        if not self.is_active_on(on):
            raise RuleError(f"{self} không hoạt động vào ngày {on:%d/%m/%Y}.")

    def _close(self, rows: models.Manager[Any], on: date) -> None:
        """End the open row of a dated history the day before."""
        row = rows.filter(ends_on__isnull=True).first()
        if row is None:
            return
        if row.starts_on and row.starts_on >= on:
            raise RuleError(f"Đã có thay đổi ghi từ ngày {row.starts_on:%d/%m/%Y}: chọn ngày sau ngày đó.")
        row.ends_on = on - timedelta(days=1)
        row.save(update_fields=["ends_on"])

    def _first(self, rows: models.Manager[Any]) -> models.QuerySet[Any]:
        first = rows.order_by(F("starts_on").asc(nulls_first=True)).first()
        return rows.filter(pk=first.pk) if first else rows.none()

    def _cease(self, on: date) -> None:
        self._close(self.names, on)
        self._close(self.placements, on)
        self.posts.filter(ends_on__isnull=True, starts_on__lt=on).update(ends_on=on - timedelta(days=1))
        self.dissolved_on = on
        self.save(update_fields=["dissolved_on"])

    def _announce(self, verb: str, *, since: date, by: User | None, **details: Any) -> None:
        Entry.objects.record(verb, self, by=by, on=f"{since:%d/%m/%Y}", **details)
        organization_changed.send(sender=Organization, organization=self, since=since, by=by)
