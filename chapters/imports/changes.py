"""What an import made and altered, kept so that it can be taken back whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from chapters.models import ImportChange
from common.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chapters.models import ImportBatch, ImportRow

# Figures worked out from records go with them; everything else that hangs on a row is somebody's work.
FIGURES: Final = frozenset({"reports"})
TRACES: Final = frozenset(
    f"chapters.{name}"
    for name in ("importbatch", "importrow", "importname", "importchange", "importmapping", "rememberedname")
)
CHUNK: Final = 500

Key = tuple[str, int]
State = dict[Key, dict[str, Any]]


def fields_of(thing: models.Model) -> dict[str, Any]:
    """The thing's own columns as plain JSON."""
    values = {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain


def key_of(thing: models.Model) -> Key:
    return thing._meta.label_lower, thing.pk


def state_of(things: Iterable[models.Model]) -> State:
    return {key_of(thing): fields_of(thing) for thing in things}


def record_changes(batch: ImportBatch, row: ImportRow | None, before: State, after: State) -> None:
    """Write down what came to be and what is different."""
    changes = []
    for key, now in after.items():
        then = before.get(key)
        if then == now:
            continue
        differing = None if then is None else {name: then[name] for name in now if then[name] != now[name]}
        kept = now if differing is None else {name: now[name] for name in differing}
        changes.append(
            ImportChange(batch=batch, row=row, model=key[0], object_id=key[1], before=differing, after=kept)
        )
    ImportChange.objects.bulk_create(changes, batch_size=CHUNK)


def touched_organizations(batch: ImportBatch) -> set[int]:
    """Organizations whose roll or place in the tree changes when the batch is taken back."""
    touched: set[int] = set()
    for change in batch.changes.filter(model__in=["chapters.membership", "chapters.organization"]).iterator():
        for values in (change.before or {}, change.after):
            touched.update(pk for name in ("organization_id", "parent_id") if (pk := values.get(name)))
    return touched


def take_back_changes(batch: ImportBatch) -> int:
    """Undo every change from the last to the first; RuleError where something has happened since."""
    changes = list(batch.changes.order_by("-pk"))
    made = {(change.model, change.object_id) for change in changes if change.before is None}
    if ("chapters.organization", batch.organization_id) in made:
        batch.organization = None
        batch.save(update_fields=["organization"])
    for same in _runs(changes):
        model: type[models.Model] = apps.get_model(same[0].model)
        found = model._default_manager.in_bulk([change.object_id for change in same])
        for change in same:
            thing = found.get(change.object_id)
            if thing is not None:
                _check_untouched(thing, change)
        things = [found[change.object_id] for change in same if change.object_id in found]
        if same[0].before is None:
            _delete(things, made)
        else:
            _restore(same, found)
    return len(changes)


def _runs(changes: Sequence[ImportChange]) -> Iterable[list[ImportChange]]:
    """Neighbouring changes of one model and one sort, so that many are undone at once."""
    run: list[ImportChange] = []
    seen: set[int] = set()
    for change in changes:
        fits = run and run[0].model == change.model and (run[0].before is None) == (change.before is None)
        if not fits or change.object_id in seen or len(run) >= CHUNK:
            if run:
                yield run
            run, seen = [], set()
        run.append(change)
        seen.add(change.object_id)
    if run:
        yield run


def _check_untouched(thing: models.Model, change: ImportChange) -> None:
    now = fields_of(thing)
    if any(now.get(name) != value for name, value in change.after.items()):
        raise RuleError(f"Không hoàn lại được: “{thing}” đã được sửa sau lần nhập này.")


def _delete(things: list[models.Model], made: set[Key]) -> None:
    if not things:
        return
    collector = Collector(using=router.db_for_write(type(things[0])))
    try:
        collector.collect(things)
    except (ProtectedError, RestrictedError) as error:
        blocking = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
        first = next(iter(blocking))
        name = first._meta.verbose_name
        raise RuleError(
            f"Không hoàn lại được: đã có {name} “{first}” dùng số liệu của lần nhập này."
        ) from error
    for instance in _cascaded(collector):
        if key_of(instance) not in made and not _goes_along(instance):
            name = instance._meta.verbose_name
            raise RuleError(f"Không hoàn lại được: đã có {name} “{instance}” ghi sau lần nhập này.")
    collector.delete()


def cascade_of(things: list[models.Model]) -> list[models.Model]:
    """Things and everything that would go with them, figures left out."""
    collector = Collector(using=router.db_for_write(type(things[0])))
    collector.collect(things)
    return [thing for thing in _cascaded(collector) if not _goes_along(thing)]


def _goes_along(thing: models.Model) -> bool:
    """Figures, and the import's own notes about what a title meant."""
    return thing._meta.app_label in FIGURES or thing._meta.label_lower in TRACES


def _cascaded(collector: Collector) -> Iterable[models.Model]:
    for instances in collector.data.values():
        yield from instances
    for queryset in collector.fast_deletes:
        if queryset.model._meta.app_label not in FIGURES:
            yield from queryset


def _restore(changes: list[ImportChange], found: dict[int, models.Model]) -> None:
    for change in changes:
        thing = found.get(change.object_id)
        if thing is None:
            continue
        by_attname = {field.attname: field for field in thing._meta.concrete_fields}
        for name, value in (change.before or {}).items():
            setattr(thing, name, by_attname[name].to_python(value))
        thing.save(update_fields=[by_attname[name].name for name in change.before or {}])
