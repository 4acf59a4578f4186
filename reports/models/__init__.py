"""What it adds up to: tallies, yearly facts, what is stale, and the long jobs that rebuild them."""

from reports.models.jobs import Pulse, RollupJob
from reports.models.reports import Report, ReportPaper
from reports.models.tallies import COUNTS, YEAR_COUNTS, LedgerPage, StaleTally, Tally, YearFact

__all__ = [
    "COUNTS",
    "YEAR_COUNTS",
    "LedgerPage",
    "Pulse",
    "Report",
    "ReportPaper",
    "RollupJob",
    "StaleTally",
    "Tally",
    "YearFact",
]
