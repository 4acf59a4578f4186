"""Accounts."""

from __future__ import annotations

import factory

from accounts.models import User

PASSWORD = "mat-khau-de-thu"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"taikhoan{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Tài Khoản {n}")
    password = factory.django.Password(PASSWORD)
