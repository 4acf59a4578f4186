"""Facts of this app, announced inside the transaction that made them."""

from django.dispatch import Signal

sheet_adopted = Signal()  # sheet, by
sheet_reviewed = Signal()  # sheet, by
criteria_issued = Signal()  # criteria_set, by
