"""Fill an empty database with a fictional Khối."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from chapters.models import Organization
from reports.demo.story import Story
from reports.tallies import refresh

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Dựng dữ liệu dùng thử: 60 TCCSĐ, 412 chi bộ, nhiều tháng sinh hoạt. Chỉ chạy trên cơ sở dữ liệu trống."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--months", type=int, default=24)
        parser.add_argument("--today", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        if Organization.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có tổ chức đảng: không dựng dữ liệu dùng thử lên trên.")
        story = Story(
            seed=options["seed"],
            months=options["months"],
            today=options["today"] or timezone.localdate(),
            password=settings.DEMO_PASSWORD,
            say=self.stderr.write,
        )
        told = story.tell()
        refresh.rebuild(story.months)
        refresh.refresh_stale()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # so that the planner knows how many rows there are now
        self.stdout.write(
            json.dumps(
                {"organizations": told.organizations, "members": told.members, "meetings": told.meetings}
            )
        )
