"""A real installation: it starts, lets people in, hears its queue, and stops without a trace."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.installation import Installation, sign_in
from tests.services import free_port

PASSWORD = "mot mat khau dai"


@pytest.mark.e2e
def test_people_sign_in(installation: Installation, page: Page):
    installation.manage(
        *("createsuperuser", "--noinput", "--username", "quantri", "--full_name", "Lê Thị Bích Ngọc"),
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    sign_in(page, "quantri", PASSWORD)
    expect(page).to_have_url(f"{installation.url}/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 244, 240)"


@pytest.mark.services
@pytest.mark.e2e
def test_the_worker_hears_its_queue(installation: Installation):
    answer = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "config", "inspect", "ping", "--timeout", "20"],
        cwd=settings.BASE_DIR,
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "pong" in answer.stdout, answer.stdout + answer.stderr + installation.log()


@pytest.mark.e2e
def test_the_embedded_installation_starts_and_stops_with_one_command(tmp_path: Path):
    port = free_port()
    clean = {
        k: v
        for k, v in os.environ.items()
        if k not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    }
    with subprocess.Popen(
        [sys.executable, "-m", "config.embedded"],
        cwd=settings.BASE_DIR,
        env=clean | {"PORT": str(port), "DATA_DIR": str(tmp_path), "DEMO": "0"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        address = f"http://127.0.0.1:{port}/"
        greeting = next(line for line in process.stdout if address in line)
        assert "Mở trình duyệt tại" in greeting
        with urllib.request.urlopen(f"{address}sign-in/", timeout=20) as answer:  # noqa: S310 our own address
            assert "Đăng nhập" in answer.read().decode()
        assert len(_processes_of(tmp_path)) >= 4  # ourselves, the server with its workers, the queue's worker
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert _processes_of(tmp_path) == []


def _processes_of(folder: Path) -> list[int]:
    """The processes that were started with this DATA_DIR."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"DATA_DIR={folder}\0".encode() in environment.read_bytes():
                found.append(int(environment.parent.name))
        except OSError:
            continue
    return found
