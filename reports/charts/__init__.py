"""Charts as our own SVG: the same fragments on a page and on paper.

A chart works out where everything stands; its template only draws. Coordinates are floats, figures stay exact.
"""

from reports.charts.bars import HorizontalBars
from reports.charts.columns import Histogram, StackedColumns
from reports.charts.lines import LineChart
from reports.charts.marks import GRADES, KEM, KHA, PAPER_FONT, TB, TOT, Box, Chart, Shade

__all__ = [
    "GRADES",
    "KEM",
    "KHA",
    "PAPER_FONT",
    "TB",
    "TOT",
    "Box",
    "Chart",
    "Histogram",
    "HorizontalBars",
    "LineChart",
    "Shade",
    "StackedColumns",
]
