"""THE_THUC: how a paper looks under each rule. Data only; a paper keeps the profile it was issued under."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

DEFAULT = "HD05-2026"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Lengths in mm, sizes in pt. [V] read in a public page, [S] from guides: to be confirmed by a clerk."""

    name: str
    rule: str
    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15
    # Landscape: the binding edge becomes the top.
    wide_top: int = 30
    wide_bottom: int = 15
    wide_side: int = 20
    left_column: int = 74
    party_pt: int = 15
    organization_pt: int = 14
    long_organization_pt: int = 13
    number_pt: int = 14
    date_pt: int = 14
    title_pt: int = 16
    subject_pt: int = 14
    body_pt: int = 14
    line_pt: int = 18
    before_paragraph_pt: int = 6
    indent_mm: int = 10
    authority_pt: int = 14
    authority_bold: bool = True
    post_bold: bool = False
    signer_pt: int = 14
    signing_gap_pt: int = 64
    recipients_title_pt: int = 14
    recipients_title_underlined: bool = True
    recipients_pt: int = 12
    recipient_end: str = ";"
    page_number_pt: int = 14
    page_number_mm: int = 10
    draft_pt: int = 13
    table_pt: int = 11
    wide_table_pt: int = 10

    @property
    def text_width(self) -> int:
        return 210 - self.left - self.right

    @property
    def right_column(self) -> int:
        return self.text_width - self.left_column

    @cached_property
    def css(self) -> str:
        """What differs between profiles; everything else stands in static/css/paper."""
        lines = [
            (
                f"@page {{ size: A4; margin: {self.top}mm {self.right}mm {self.bottom}mm {self.left}mm;"
                f" @top-center {{ content: counter(page); font: {self.page_number_pt}pt/1 'Liberation Serif';"
                f" padding-top: {self.page_number_mm}mm; vertical-align: top; }} }}"
            ),
            "@page :first { @top-center { content: none; } }",
            (
                f"@page wide {{ size: A4 landscape; margin: {self.wide_top}mm {self.wide_side}mm"
                f" {self.wide_bottom}mm {self.wide_side}mm; }}"
            ),
            f".paper {{ font-size: {self.body_pt}pt; line-height: {self.line_pt}pt; }}",
            f"@media screen {{ .paper .sheet {{ padding: {self.top}mm {self.right}mm {self.bottom}mm {self.left}mm; }} }}",
            f"@media screen {{ .paper .sheet.wide {{ padding: {self.wide_top}mm {self.wide_side}mm {self.wide_bottom}mm; }} }}",
            f".paper p {{ margin-top: {self.before_paragraph_pt}pt; text-indent: {self.indent_mm}mm; }}",
            f".paper .head .ours {{ width: {self.left_column}mm; }}",
            f".paper .head .party {{ font-size: {self.party_pt}pt; }}",
            f".paper .head .organization {{ font-size: {self.organization_pt}pt; }}",
            f".paper .head .organization.long {{ font-size: {self.long_organization_pt}pt; }}",
            f".paper .head .number {{ font-size: {self.number_pt}pt; }}",
            f".paper .head .dated {{ font-size: {self.date_pt}pt; }}",
            f".paper .draft {{ font-size: {self.draft_pt}pt; }}",
            f".paper .name {{ font-size: {self.title_pt}pt; }}",
            f".paper .subject {{ font-size: {self.subject_pt}pt; }}",
            f".paper h2, .paper h3 {{ padding-left: {self.indent_mm}mm; }}",
            f".paper table.rows {{ font-size: {self.table_pt}pt; line-height: {self.table_pt * 1.2:.1f}pt; }}",
            (
                f".paper .wide table.rows {{ font-size: {self.wide_table_pt}pt;"
                f" line-height: {self.wide_table_pt * 1.2:.1f}pt; }}"
            ),
            f".paper .authority {{ font-size: {self.authority_pt}pt; font-weight: {_weight(self.authority_bold)}; }}",
            f".paper .post {{ font-size: {self.authority_pt}pt; font-weight: {_weight(self.post_bold)}; }}",
            f".paper .signer {{ font-size: {self.signer_pt}pt; padding-top: {self.signing_gap_pt}pt; }}",
            f".paper .recipients {{ font-size: {self.recipients_pt}pt; line-height: {self.recipients_pt * 1.2:.1f}pt; }}",
            (
                f".paper .recipients .title {{ font-size: {self.recipients_title_pt}pt;"
                f" text-decoration: {'underline' if self.recipients_title_underlined else 'none'}; }}"
            ),
        ]
        return "\n".join(lines) + "\n"


def _weight(bold: bool) -> str:
    return "bold" if bold else "normal"


THE_THUC = {
    profile.name: profile
    for profile in (
        Profile(name=DEFAULT, rule="Hướng dẫn số 05-HD/VPTW, ngày 27/5/2026"),
        Profile(
            name="HD36-2018",
            rule="Hướng dẫn số 36-HD/VPTW, ngày 03/4/2018",
            right=20,
            post_bold=True,
            recipient_end=",",
        ),
    )
}
