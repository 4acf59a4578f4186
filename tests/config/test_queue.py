"""A message is only a doorbell."""

import logging
import threading
import time
from pathlib import Path

import pytest
from celery import Celery, current_app
from django.conf import settings
from kombu import Connection

from config.celery import Doorbell


def test_a_broker_out_of_reach_is_noted_and_forgiven(caplog):
    app = Celery("out-of-reach", task_cls=Doorbell, broker="redis://127.0.0.1:1/0")
    app.conf.broker_transport_options = settings.BROKER_PATIENCE
    app.conf.task_publish_retry = settings.CELERY_TASK_PUBLISH_RETRY

    @app.task(name="look")
    def look() -> None: ...

    with caplog.at_level(logging.ERROR, logger="config.celery"):
        started = time.monotonic()
        assert look.delay() is None
    assert time.monotonic() - started < 2
    assert "look waits for the next sweep" in caplog.text


def test_every_entry_of_the_schedule_names_a_task_that_exists():
    current_app.loader.import_default_modules()
    entries = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert entries <= set(current_app.tasks)


def test_what_is_not_the_brokers_fault_is_not_hidden():
    app = Celery("eager", task_cls=Doorbell)
    app.conf.update(task_always_eager=True, task_eager_propagates=True)

    @app.task(name="divide")
    def divide() -> float:
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        divide.delay()


def test_a_message_in_a_folder_appears_whole_or_not_at_all(tmp_path: Path):
    folders = {f"data_folder_{way}": str(tmp_path) for way in ("in", "out")}
    options = folders | {"control_folder": str(tmp_path / "control")}
    (tmp_path / "1_unfinished.part").write_text('{"half":')
    got: list[int] = []

    def write() -> None:
        with Connection("filesystem://localhost/", transport_options=options) as connection:
            queue = connection.SimpleQueue("look")
            for number in range(200):
                queue.put(number)

    writer = threading.Thread(target=write)
    writer.start()
    with Connection("filesystem://localhost/", transport_options=options) as connection:
        queue = connection.SimpleQueue("look")
        while len(got) < 200:
            message = queue.get(timeout=60)
            got.append(message.payload)
            message.ack()
    writer.join()
    assert sorted(got) == list(range(200))  # those of the same millisecond come in any order
