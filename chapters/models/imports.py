"""An import as rows that people can watch, decide, and take back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Entry
from chapters.models.organizations import Organization
from chapters.querysets import TreeQuerySet
from chapters.signals import import_requested
from common.encodings import Encoding
from common.errors import RuleError
from common.jobs import Job, JobQuerySet, JobState
from common.text import fold

if TYPE_CHECKING:
    from django.core.files import File

    from accounts.models import User

DAYS_TO_TAKE_BACK = 30
LONGEST_FILE_NAME = 120


class ImportBatchQuerySet(TreeQuerySet["ImportBatch"], JobQuerySet["ImportBatch"]):  # type: ignore[override]
    @transaction.atomic
    def request(
        self, kind: str, file: File[bytes], *, name: str, organization: Organization | None, by: User | None
    ) -> ImportBatch:
        """Take in a file to be read; nothing of it is written yet."""
        batch = self.create(
            kind=kind, organization=organization, file=file, name=name[-LONGEST_FILE_NAME:], owner=by
        )
        Entry.objects.record("import.requested", batch, by=by, file=batch.name)
        import_requested.send(sender=ImportBatch, batch=batch)
        return batch


class ImportBatch(Job):
    """One file on its way in. The job is done anew for each phase: read, write, take back."""

    class Kind(models.TextChoices):
        ORGANIZATIONS = "organizations", "Danh sách tổ chức đảng"
        MEMBERS = "members", "Danh sách đảng viên"
        MEETINGS = "meetings", "Bảng theo dõi sinh hoạt"

    class Phase(models.TextChoices):
        READ = "read", "Đọc tệp"
        WRITE = "write", "Ghi"
        TAKE_BACK = "take_back", "Hoàn lại"

    kind = models.CharField(max_length=13, choices=Kind)
    phase = models.CharField(max_length=9, choices=Phase, default=Phase.READ)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="imports"
    )
    file = models.FileField(upload_to="imports/%Y/%m")
    name = models.CharField("tên tệp", max_length=LONGEST_FILE_NAME)
    chosen_encoding = models.CharField(
        max_length=8, blank=True, choices=[(e.value, e.label) for e in Encoding]
    )
    chosen_columns = models.JSONField(null=True, blank=True)  # {"3": "birth"}: a person's correction
    understanding = models.JSONField(default=dict)
    written_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta(Job.Meta):
        verbose_name = "lượt nhập"
        verbose_name_plural = "lượt nhập"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

    @property
    def audit_path(self) -> str:
        return self.organization.path if self.organization else ""

    @property
    def is_ready(self) -> bool:
        """Read, and open for decisions: shown as a preview."""
        return self.phase != self.Phase.TAKE_BACK and not self.cancelled_at and self.state == JobState.DONE

    @property
    def can_be_taken_back(self) -> bool:
        if self.written_at is None or self.taken_back_at is not None or not self.is_ready:
            return False
        return self.written_at > timezone.now() - timedelta(days=DAYS_TO_TAKE_BACK)

    @transaction.atomic
    def read_again(
        self, *, by: User | None, encoding: str | None = None, columns: dict[str, str] | None = None
    ) -> None:
        """Understand the same file with another encoding or other columns, as a person corrected them."""
        self._lock()
        if self.written_at:
            raise RuleError("Lượt nhập này đã ghi: hoàn lại trước, rồi nhập lại tệp.")
        if encoding is not None:
            self.chosen_encoding = encoding
        if columns is not None:
            self.chosen_columns = columns
            ImportMapping.objects.update_or_create(
                kind=self.kind,
                signature=self.understanding.get("signature", ""),
                defaults={"columns": columns},
            )
        self._ask(self.Phase.READ, by=by)

    @transaction.atomic
    def write(self, *, by: User | None) -> None:
        """Write every clear row that is not yet written, in one transaction of the worker."""
        self._lock()
        if not self.is_ready:
            raise RuleError("Lượt nhập này chưa đọc xong hoặc đã đóng.")
        self._ask(self.Phase.WRITE, by=by)

    @transaction.atomic
    def take_back(self, *, by: User | None) -> None:
        """Undo everything this import wrote, or nothing."""
        self._lock()
        if self.taken_back_at:
            return
        if not self.can_be_taken_back:
            raise RuleError(f"Chỉ hoàn lại được lượt đã ghi trong {DAYS_TO_TAKE_BACK} ngày.")
        self._ask(self.Phase.TAKE_BACK, by=by)

    @transaction.atomic
    def cancel(self, *, by: User | None) -> None:
        """Close an import; what it wrote before stays."""
        self._lock()
        if self.cancelled_at:
            return
        self.cancelled_at = timezone.now()
        self.save(update_fields=["cancelled_at"])
        Entry.objects.record("import.cancelled", self, by=by)

    def _ask(self, phase: Phase, *, by: User | None) -> None:
        if self.state in {JobState.ASKED, JobState.RUNNING}:
            raise RuleError("Máy đang làm lượt nhập này, chờ xong rồi làm tiếp.")
        self.phase, self.state = phase, JobState.ASKED
        self.done = self.total = self.attempts = 0
        self.step = self.error = ""
        self.owner = by or self.owner
        self.save()
        import_requested.send(sender=ImportBatch, batch=self)

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=ImportBatch.objects.select_for_update(of=("self",)))


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def to_write(self) -> ImportRowQuerySet:
        """Clear or decided, and not written yet; those that wait for a name or a superior are left out."""
        return self.filter(
            Q(result__in=[ImportRow.Result.NEW, ImportRow.Result.CHANGED])
            & Q(is_written=False, waits_for="")
            & ~Q(decision=ImportRow.Decision.DROP)
        )

    def unclear(self) -> ImportRowQuerySet:
        return self.filter(result=ImportRow.Result.UNCLEAR).exclude(decision=ImportRow.Decision.DROP)


class ImportRow(models.Model):
    """One row of the file: what was understood, what writing it would do, and what a person decided."""

    class Result(models.TextChoices):
        NEW = "new", "Mới"
        CHANGED = "changed", "Thay đổi"
        SAME = "same", "Giữ nguyên"
        UNCLEAR = "unclear", "Chưa rõ"
        REMARK = "remark", "Lưu ý"  # no data: a heading or a sum that contradicts its rows

    class Decision(models.TextChoices):
        LEAVE = "", "Để lại, chưa ghi"
        ACCEPT = "accept", "Ghi như đọc được"
        EDIT = "edit", "Sửa rồi ghi"
        ONE = "one", "Là một người, lấy số liệu trong tệp"
        KEEP = "keep", "Là một người, giữ số liệu đã có"
        DROP = "drop", "Bỏ dòng này, không nhập"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField("dòng")
    sheet = models.CharField(max_length=60, blank=True)
    part = models.CharField(max_length=4, blank=True)
    result = models.CharField(max_length=8, choices=Result)
    values = models.JSONField(default=dict)
    as_read = models.JSONField(null=True, blank=True)  # the values before a person corrected them
    written = models.JSONField(default=dict)  # what stood in the cells
    reasons = models.JSONField(default=list)
    differences = models.JSONField(default=dict)  # field → [old, new]
    waits_for = models.CharField(max_length=200, blank=True)
    target_id = models.BigIntegerField(null=True, blank=True)
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.LEAVE, blank=True)
    is_written = models.BooleanField(default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["batch", "result", "position"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "position"], name="one_place_in_the_file"),
        ]

    def __str__(self) -> str:
        return f"Dòng {self.number}"

    @property
    def suggestions(self) -> dict[str, str]:
        return {reason["field"]: reason["suggestion"] for reason in self.reasons if reason["suggestion"]}


class ImportName(models.Model):
    """A title in the file that means an organization: proposed, then confirmed by a person."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="names")
    title = models.CharField(max_length=300)
    rows = models.PositiveIntegerField(default=0)
    organization = models.ForeignKey(Organization, null=True, on_delete=models.CASCADE, related_name="+")
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "title"], name="one_meaning_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def confirm(self, organization: Organization, *, by: User | None) -> None:
        """Say what the title means, now and in later files of the same body."""
        self.organization, self.is_confirmed = organization, True
        self.save(update_fields=["organization", "is_confirmed"])
        if self.batch.organization:
            RememberedName.objects.update_or_create(
                within=self.batch.organization,
                key=fold(self.title)[:200],
                defaults={"organization": organization},
            )
        Entry.objects.record(
            "import.name_confirmed", self.batch, by=by, title=self.title, organization=str(organization)
        )


class RememberedName(models.Model):
    """What a title in the files of a body means, once a person has said so."""

    within = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["within", "key"], name="one_remembered_meaning"),
        ]

    def __str__(self) -> str:
        return self.key


class ImportMapping(models.Model):
    """Which column holds what, for files with the same headings, once a person has said so."""

    kind = models.CharField(max_length=13, choices=ImportBatch.Kind)
    signature = models.CharField(max_length=500)
    columns = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "signature"], name="one_mapping_a_heading"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.signature[:60]}"


class ImportChange(models.Model):
    """One thing an import made or altered, with what it was before, so that it can be taken back."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="changes")
    row = models.ForeignKey(ImportRow, null=True, on_delete=models.SET_NULL, related_name="changes")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)  # None: it was made by this import
    after = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"

    @classmethod
    def made(
        cls, batch: ImportBatch, row: ImportRow | None, thing: models.Model, **after: Any
    ) -> ImportChange:
        return cls(batch=batch, row=row, model=thing._meta.label_lower, object_id=thing.pk, after=after)
