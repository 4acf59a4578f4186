"""Facts of this app, announced inside the transaction that made them."""

from django.dispatch import Signal

organization_changed = Signal()  # organization, since (date | None), by
membership_changed = Signal()  # member, organization, since (date), by
import_requested = Signal()  # batch
import_written = Signal()  # batch, by
import_taken_back = Signal()  # batch, by. Sent before anything is undone.
