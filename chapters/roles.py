"""The roles a person can hold at an organization, and how far each reaches."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    SECRETARY = "secretary", "Bí thư chi bộ"
    DEPUTY = "deputy", "Phó Bí thư, chi ủy viên"
    COMMITTEE = "committee", "Đảng ủy cơ sở"
    BOARD = "board", "Ban Tổ chức Đảng ủy Khối"
    SPECIALIST = "specialist", "Chuyên viên, tổ công tác"
    MEMBER = "member", "Đảng viên"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


# Roles held above reach everything below; the others reach their own organization alone.
OVERSEERS = frozenset({Role.COMMITTEE, Role.BOARD, Role.SPECIALIST, Role.ADMINISTRATOR})

# The end of the range of paths under a path: greater than any digit or slash.
LAST = "\uffff"
