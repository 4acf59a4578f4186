"""Facts of this app, announced inside the transaction that made them."""

from django.dispatch import Signal

meeting_opened = Signal()  # meeting, by
meeting_closed = Signal()  # meeting, by
meeting_submitted = Signal()  # meeting, by
meeting_returned = Signal()  # meeting, by
meeting_accepted = Signal()  # meeting, by
meeting_recalled = Signal()  # meeting, by
meeting_amended = Signal()  # meeting, by: a part was changed after closing, before acceptance
meeting_replanned = (
    Signal()
)  # meeting, by: date, month, kind or the wish not to meet changed (months_left: list[date])
absence_agreed = Signal()  # meeting, by: the superior agreed that no meeting is held
meeting_imported = Signal()  # meeting, self_points (Decimal | None), grade (str), by
import_taken_back = Signal()  # organization, months (list[date]), by
petition_changed = Signal()  # petition, by: taken up, answered, escalated or closed
