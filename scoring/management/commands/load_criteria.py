"""Load the default criteria sets where a sheet has none yet."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from scoring.presets import load_default_sets


class Command(BaseCommand):
    help = "Nạp bộ tiêu chí mặc định cho các biểu chưa có bộ nào."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            made = load_default_sets(apps.get_model)
        names = ", ".join(str(each) for each in made)
        self.stdout.write(f"Đã nạp: {names}." if made else "Các biểu đều đã có bộ tiêu chí.")
