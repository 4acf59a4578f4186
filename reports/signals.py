"""Facts of this app, announced inside the transaction that made them."""

from django.dispatch import Signal

rollup_requested = Signal()  # job
report_requested = Signal()  # report. A draft to build, or an issued report to set on paper for good.
