"""manage.py bench SECTION… [--json]: measures the data at hand."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.management.benchmarks import pages, pdf, rollup
from reports.management.benchmarks.figures import Figure

SECTIONS: dict[str, Callable[[], Iterator[Figure]]] = {
    "pages": pages.measure,
    "rollup": rollup.measure,
    "pdf": pdf.measure,
}


class Command(BaseCommand):
    help = "Đo tốc độ trên dữ liệu hiện có."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"trong: {', '.join(SECTIONS)}")
        parser.add_argument("--json", action="store_true", help="mỗi số liệu một dòng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted: list[str] = options["sections"] or list(SECTIONS)
        if unknown := [name for name in wanted if name not in SECTIONS]:
            self.stderr.write(f"Không có phần {', '.join(unknown)}. Có: {', '.join(SECTIONS)}.")
            raise SystemExit(2)
        for name in wanted:
            if not options["json"]:
                self.stdout.write(f"\n{name}")
            for figure in SECTIONS[name]():
                self.stdout.write(self._as_json(figure) if options["json"] else self._as_line(figure))
                self.stdout.flush()

    def _as_json(self, figure: Figure) -> str:
        return json.dumps(figure.as_row(), ensure_ascii=False)

    def _as_line(self, figure: Figure) -> str:
        return f"  {figure.figure:<52} {figure.value:>12,.1f} {figure.unit:<8} {figure.how}"
