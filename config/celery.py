"""The queue. A message is a doorbell: it says only "look"; what is due stands in the database."""

import logging
import os
from typing import Any

from celery import Celery
from celery.contrib.django.task import DjangoTask
from kombu.exceptions import OperationalError

from config.broker import use_whole_messages

logger = logging.getLogger(__name__)


class Doorbell(DjangoTask[..., Any]):
    """A task whose message may get lost: the row is kept, and the next sweep finds it."""

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().apply_async(*args, **kwargs)
        except OperationalError:
            logger.exception("The broker cannot be reached; %s waits for the next sweep.", self.name)
            return None


use_whole_messages()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("config", task_cls=Doorbell)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
