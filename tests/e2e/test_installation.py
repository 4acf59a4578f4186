"""A real installation: it starts, lets people in, hears its queue, and stops without a trace."""

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.installation import Installation, number_of, own_database, own_redis, sign_in
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


@pytest.mark.services
@pytest.mark.e2e
def test_production_serves_behind_a_proxy(tmp_path: Path, request: pytest.FixtureRequest):
    with own_database(f"production_{number_of(request)}") as database:
        production = Installation(
            tmp_path,
            APP_ENV="production",
            SECRET_KEY="k7Q-" * 16,
            ALLOWED_HOSTS="127.0.0.1",
            STATIC_ROOT=str(tmp_path / "static"),
            **database,
            **own_redis(20 + number_of(request)),
        )
        production.manage("build_fonts")
        production.manage("collectstatic", "--noinput", "--verbosity", "0")
        try:
            production.start(headers=THROUGH_PROXY)
            page = _answer(production, "/sign-in/", THROUGH_PROXY)
            assert page.status == 200
            assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
            cookies = page.headers.get_all("Set-Cookie")
            assert all(name in str(cookies) for name in ("__Host-csrf", "Secure", "HttpOnly"))
            [style] = re.findall(r"/static/css/app\.[0-9a-f]{12}\.css", page.body)
            assert "immutable" in _answer(production, style, THROUGH_PROXY).headers["Cache-Control"]
            plain = _answer(production, "/sign-in/", {})
            assert (plain.status, plain.headers["Location"][:8]) == (301, "https://")
        finally:
            production.stop()


THROUGH_PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: str


def _answer(production: Installation, path: str, headers: dict[str, str]) -> Answer:
    with contextlib.closing(
        http.client.HTTPConnection("127.0.0.1", production.port, timeout=20)
    ) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode())


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
