"""Spreadsheets in (.xlsx, .xls, .ods, .csv), read safely row by row, and out (.xlsx)."""

from common.spreadsheets.cells import Cell, Row, Sheet, Workbook
from common.spreadsheets.opening import MOST_BYTES, open_workbook
from common.spreadsheets.writing import Table, write_workbook

__all__ = ["MOST_BYTES", "Cell", "Row", "Sheet", "Table", "Workbook", "open_workbook", "write_workbook"]
