"""The small pieces every page is made of: icons, tags, chips, grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join

from common.templatetags.vi import over, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import BaseForm
    from django.utils.safestring import SafeString

register = template.Library()

# Meaning → colour, icon, words. Never colour alone, never an icon alone.
STATUSES: dict[str, tuple[str, str, str]] = {
    "planned": ("", "calendar3", "Dự kiến"),
    "open": ("pen", "record-circle", "Đang họp"),
    "closed": ("", "lock", "Đã kết thúc, chưa gửi"),
    "submitted": ("wait", "hourglass-split", "Đã gửi, chờ thẩm định"),
    "returned": ("wait", "arrow-counterclockwise", "Được trả lại"),
    "accepted": ("ok", "check-circle-fill", "Đã thẩm định"),
    "amending": ("note", "layers", "Đang xin sửa"),
    "absence_asked": ("wait", "hourglass-split", "Xin không tổ chức, chờ cấp trên"),
    "absence_agreed": ("", "dash-circle", "Không tổ chức, cấp trên đồng ý"),
    "not_held": ("bad", "x-octagon-fill", "Chưa tổ chức sinh hoạt"),
    "late": ("wait", "clock-history", "Họp chậm"),
    "overdue": ("bad", "exclamation-triangle-fill", "Quá hạn"),
    "due": ("wait", "hourglass-split", "Sắp đến hạn"),
    "item_concluded": ("ok", "check-circle-fill", "Đã kết luận"),
    "item_carried": ("", "arrow-right-circle", "Chuyển kỳ sau"),
    "item_not_discussed": ("", "slash-circle", "Không bàn"),
    "item_open": ("", "circle", "Chưa kết thúc"),
    "task_open": ("pen", "circle", "Đang làm"),
    "task_reported": ("note", "check2", "Đảng viên báo xong"),
    "task_done": ("ok", "check-circle-fill", "Chi bộ công nhận xong"),
    "task_overdue": ("bad", "exclamation-triangle-fill", "Quá hạn"),
    "target_above": ("ok", "check-circle-fill", "vượt"),
    "target_met": ("ok", "check-circle-fill", "đạt"),
    "target_missed": ("bad", "dash-circle", "chưa đạt"),
    "above_record": ("note", "arrow-up", "cao hơn hồ sơ"),
    "no_data": ("", "dash", "không có dữ liệu"),
    "provisional": ("", "hourglass", "tạm tính"),
    "import_new": ("ok", "plus-circle", "Mới"),
    "import_changed": ("pen", "pencil", "Thay đổi"),
    "import_same": ("", "dash", "Giữ nguyên"),
    "import_unclear": ("wait", "question-circle", "Chưa rõ"),
}
GRADES = {"TOT": ("T", "Tốt"), "KHA": ("K", "Khá"), "TB": ("TB", "Trung bình"), "KEM": ("Kém", "Kém")}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon; decorative unless it is given a label."""
    if label:
        return format_html('<i class="bi bi-{}" role="img" aria-label="{}"></i>', name, label)
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag
def tag(kind: str, icon_name: str, words: object) -> SafeString:
    """Wash, icon and words, for tables and titles. kind: ok, wait, bad, note, pen or nothing."""
    colour = f" tag-{kind}" if kind else ""
    return format_html('<span class="tag{}">{}{}</span>', colour, icon(icon_name), words)


@register.simple_tag
def chip(kind: str, icon_name: str, words: object) -> SafeString:
    """Icon and words without a box, for running text."""
    colour = f" chip-{kind}" if kind else ""
    return format_html('<span class="chip{}">{}<span>{}</span></span>', colour, icon(icon_name), words)


@register.simple_tag
def status(meaning: str, words: object = "") -> SafeString:
    """The tag of a known meaning, with its own words or with others ("Họp chậm 3 ngày")."""
    kind, icon_name, usual = STATUSES[meaning]
    return tag(kind, icon_name, words or usual)


@register.simple_tag
def status_chip(meaning: str, words: object = "") -> SafeString:
    kind, icon_name, usual = STATUSES[meaning]
    return chip(kind, icon_name, words or usual)


@register.simple_tag
def status_icon(meaning: str) -> SafeString:
    """The icon alone, named for those who do not see it."""
    kind, icon_name, words = STATUSES[meaning]
    return format_html('<i class="bi bi-{} {}" role="img" aria-label="{}"></i>', icon_name, kind, words)


@register.simple_tag
def grade(value: object, words: bool = True) -> SafeString:
    """The grade chip: letter and word; the letter alone still says its word to a screen reader."""
    key = str(value or "").upper()
    if key not in GRADES:
        return format_html(
            '<span class="grade"><b class="grade-box grade-none" aria-hidden="true">–</b>'
            '<span class="{}">chưa có</span></span>',
            "" if words else "visually-hidden",
        )
    letter, word = GRADES[key]
    return format_html(
        '<span class="grade"><b class="grade-box grade-{}" aria-hidden="true">{}</b>'
        '<span class="{}">{}</span></span>',
        key.lower(),
        letter,
        "" if words else "visually-hidden",
        word,
    )


@register.simple_tag
def ratio(part: object, whole: object) -> SafeString:
    """20/22 (90,9%)"""
    return format_html('<span class="fig">{}</span> ({})', over(part, whole), share(part, whole))


@register.simple_tag
def year_of_grades(grades: Sequence[object]) -> SafeString:
    """Twelve boxes, January to December; None is "not yet"."""
    boxes = format_html_join(
        "",
        "<li>{}<span>{}</span></li>",
        ((grade(value, words=False), month) for month, value in enumerate(grades, start=1)),
    )
    return format_html('<ol class="grade-year">{}</ol>', boxes)


@register.simple_tag
def form_faults(form: BaseForm | None) -> list[dict[str, str]]:
    """What is wrong with a form, field by field, with the id to go to."""
    if form is None or not form.is_bound:
        return []
    found = [{"label": "", "words": str(words), "target": ""} for words in form.non_field_errors()]
    for bound in form:
        found += [
            {
                "label": str(bound.label),
                "words": str(words),
                "target": bound.id_for_label or f"div_{bound.auto_id}",
            }
            for words in bound.errors
        ]
    return found
