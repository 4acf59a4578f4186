"""Our own SVG: told in words, legible in grey, safe under the content security policy."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from reports.charts import KEM, KHA, TOT, Box, Chart, Histogram, HorizontalBars, LineChart, StackedColumns

SVG = "{http://www.w3.org/2000/svg}"
CHARTS: list[Chart] = [
    LineChart(
        title="Đúng hạn",
        desc="Từ 96,6% lên 99,5%.",
        labels=["T1", "T2", "T3", "T4"],
        values=[Decimal("96.6"), None, Decimal("98.1"), Decimal("99.5")],
        target=Decimal(98),
    ),
    StackedColumns(
        title="Xếp loại", desc="Tốt 594.", labels=["T1", "T2"], stacks=[(268, 118, 22, 2), (326, 82, 3, 0)]
    ),
    HorizontalBars(
        title="Thấp nhất", desc="A 71,9.", names=["Đảng bộ <A>"], values=[Decimal("71.9")], shades=[KHA]
    ),
    Histogram(
        title="Phân bố",
        desc="3 tổ chức.",
        labels=["<50", "từ 50"],
        counts=[0, 3],
        shades=[KEM, TOT],
        axis="điểm",
    ),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_chart_is_an_image_with_title_and_sentence(chart: Chart) -> None:
    root = ET.fromstring(chart.svg())  # noqa: S314  our own markup
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == chart.title
    assert root.find(f"{SVG}desc").text == chart.desc


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_chart_has_no_style_and_no_script(chart: Chart) -> None:
    svg = chart.svg()
    assert "style=" not in svg
    assert "<style" not in svg
    assert "<script" not in svg
    assert float(ET.fromstring(svg).get("font-size")) >= 14  # noqa: S314


def test_a_missing_month_is_a_gap() -> None:
    line = CHARTS[0]
    assert isinstance(line, LineChart)
    assert len(line.dots) == 3
    assert len(line.strokes) == 1
    assert "98,1" in line.svg()
    assert "chỉ tiêu 98%" in line.svg()
    assert "bắt đầu từ 95" in line.svg()


def test_a_line_without_figures_or_target_still_stands() -> None:
    empty = LineChart(title="Trống", desc="Chưa có số liệu.", labels=["T1"], values=[None])
    assert empty.target_line == ()
    assert ET.fromstring(empty.svg()).tag == f"{SVG}svg"  # noqa: S314


def test_values_stand_on_their_marks_and_small_ones_are_summed() -> None:
    words = [text.words for text in CHARTS[1].marks]  # type: ignore[attr-defined]
    assert {"268", "118", "+24", "410", "326", "82", "+3", "411"} == set(words)


def test_kem_is_hatched_within_its_box() -> None:
    box = Box(10, 20, 30, 12, KEM)
    assert box.hatching
    assert all(10 <= x <= 40 for line in box.hatching for x in (line.x1, line.x2))
    assert all(20 <= y <= 32 for line in box.hatching for y in (line.y1, line.y2))
    assert not Box(10, 20, 30, 12, TOT).hatching


def test_names_are_escaped() -> None:
    assert "Đảng bộ &lt;A&gt;" in CHARTS[2].svg()
