"""Facts of this app, announced inside the transaction that made them."""

from django.dispatch import Signal

rollup_requested = Signal()  # job
