"""Which field a column holds, told from its heading as offices word it."""

from __future__ import annotations

import re
from typing import Final

Rules = tuple[tuple[str, re.Pattern[str]], ...]

NOT_IMPORTED: Final = ""
FIELDS_OF_MEMBERS: Final = {
    "number": "Số thứ tự",
    "name": "Họ và tên",
    "birth": "Ngày sinh",
    "birth_male": "Ngày sinh (nam)",
    "birth_female": "Ngày sinh (nữ)",
    "sex": "Giới tính",
    "post": "Chức vụ đảng",
    "admitted": "Ngày vào Đảng",
    "official": "Ngày chính thức",
    "card": "Số thẻ đảng viên",
    "job": "Chức vụ, đơn vị công tác",
    "chapter": "Chi bộ",
    "note": "Ghi chú",
}
FIELDS_OF_ORGANIZATIONS: Final = {
    "number": "Số thứ tự",
    "name": "Tên tổ chức đảng",
    "kind": "Loại hình",
    "members": "Tổng số đảng viên",
    "official": "Chính thức",
    "probationary": "Dự bị",
    "secretary": "Bí thư",
    "deputy": "Phó Bí thư",
    "founded": "Ngày thành lập",
    "note": "Ghi chú",
}

_NUMBER = re.compile(r"(s?tt|so tt|so thu tu)")
_NOTE = re.compile(r"ghi chu.*")
_MEMBER_RULES: Rules = (
    ("number", _NUMBER),
    ("name", re.compile(r"(ho,? ?(va)? ?ten( khai sinh)?( dang vien)?|ho ten.*|dang vien|ten dang vien)")),
    ("birth_male", re.compile(r".*sinh nam")),
    ("birth_female", re.compile(r".*sinh nu")),
    ("birth", re.compile(r"(ngay|nam|ngay thang nam|ngay thang)( nam)? sinh|sinh ngay|ns")),
    ("sex", re.compile(r"(nam nu|gioi tinh|phai|gioi|nam/nu|nu)")),
    ("official", re.compile(r".*chinh thuc.*")),
    ("admitted", re.compile(r".*(vao dang|ket nap|du bi|vao dcsvn).*")),
    ("card", re.compile(r".*the( dang)?( vien| dv)?|so the.*|.*the dang.*")),
    (
        "job",
        re.compile(
            r"(chuc vu|chuc danh).*(chinh quyen|cong tac|chuyen mon)|.*don vi cong tac.*|nghe nghiep.*"
        ),
    ),
    ("post", re.compile(r"chuc vu.*|chuc danh.*")),
    ("chapter", re.compile(r"(sinh hoat tai )?chi bo|cb|thuoc chi bo")),
    ("note", _NOTE),
)
_ORGANIZATION_RULES: Rules = (
    ("number", _NUMBER),
    ("members", re.compile(r"(so dang vien|so dv|dang vien|tong so dang vien)( tong( so)?)?|tong so( dv)?")),
    ("official", re.compile(r".*chinh thuc")),
    ("probationary", re.compile(r".*du bi")),
    (
        "name",
        re.compile(r"ten.*(to chuc|chi bo|dang bo|don vi).*|(ten )?to chuc (co so )?dang|chi dang bo.*"),
    ),
    ("kind", re.compile(r"loai( hinh)?( to chuc)?.*")),
    ("deputy", re.compile(r".*pho bi thu.*|pbt")),
    ("secretary", re.compile(r".*bi thu.*")),
    ("founded", re.compile(r".*thanh lap.*")),
    ("note", _NOTE),
)
# Known columns that are not imported: they help to see that a row is a header.
_KNOWN: Final = re.compile(r"que quan|dan toc|ton giao|trinh do.*|ly luan.*|noi o.*|dia chi.*|dien thoai.*")


def member_field(keys: list[str]) -> str:
    """The field of the members' list that a heading names."""
    return _first(_MEMBER_RULES, keys)


def organization_field(keys: list[str]) -> str:
    return _first(_ORGANIZATION_RULES, keys)


def _first(rules: Rules, keys: list[str]) -> str:
    whole = " ".join(keys)
    if _KNOWN.fullmatch(whole):
        return NOT_IMPORTED
    return next((name for name, rule in rules if rule.fullmatch(whole)), NOT_IMPORTED)
