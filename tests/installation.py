"""A real installation for browser tests: its own database, gunicorn, a Celery worker, the schedule.

On PostgreSQL and Redis where DATABASE_URL and REDIS_URL name them, else embedded. The test talks to it as
people do: through the browser and through manage.py.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import environ
import psycopg2
import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.services import free_port

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Installation:
    """Address, environment and commands of one running copy of the application."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        clean = {
            k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "DEMO", "APP_ENV"}
        }
        self.environment = clean | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(folder),
            "PYTHONWARNINGS": "ignore",
            **environment,
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run manage.py with these words; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, headers: dict[str, str] | None = None) -> None:
        self.manage("migrate", "--verbosity", "0")
        self.manage("build_fonts")
        self._run(
            *("gunicorn", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}"),
            *("--workers", "1", "--threads", "4", "--timeout", "120", "--no-control-socket"),
        )
        self._run(
            *("worker", "celery", "-A", "config", "worker", "--beat", "--concurrency", "1"),
            *("--without-gossip", "--without-mingle", "--loglevel", "INFO"),
        )
        self._wait(headers or {})

    def _run(self, log: str, module: str, *arguments: str) -> None:
        with (self.folder / f"{log}.log").open("wb") as output:
            self._processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", module, *arguments],
                    cwd=settings.BASE_DIR,
                    env=self.environment,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                ),
            )

    def _wait(self, headers: dict[str, str]) -> None:
        request = urllib.request.Request(f"{self.url}/sign-in/", headers=headers)  # noqa: S310 our own address
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            assert all(process.poll() is None for process in self._processes), self.log()
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 our own address
                return
            time.sleep(0.1)
        pytest.fail(f"The installation did not start.\n{self.log()}")

    def log(self) -> str:
        """What server and worker have written so far."""
        return "\n".join(file.read_text(errors="replace") for file in sorted(self.folder.glob("*.log")))

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def own_database(name: str) -> Iterator[dict[str, str]]:
    """A fresh database beside the one the other tests use; nothing when we are embedded."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    server = environ.Env.db_url_config(url)
    connection = psycopg2.connect(
        dbname=server["NAME"],
        user=server["USER"],
        password=server["PASSWORD"],
        host=server["HOST"],
        port=server["PORT"],
    )
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {"DATABASE_URL": url.rsplit("/", 1)[0] + f"/{name}"}
        finally:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def own_redis(number: int) -> dict[str, str]:
    url = os.environ.get("REDIS_URL", "")
    return {"REDIS_URL": url.rsplit("/", 1)[0] + f"/{number}"} if url else {}


def number_of(request: pytest.FixtureRequest) -> int:
    """Which of the processes that share the tests we are in; 0 when there is only one."""
    name: str = getattr(request.config, "workerinput", {}).get("workerid", "gw0")
    return int(name.removeprefix("gw"))


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Installation]:
    """An empty installation with its worker, for one module of browser tests."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "gw0").removeprefix("gw")
    with own_database(f"e2e_{worker}") as database:
        started = Installation(
            tmp_path_factory.mktemp("installation"), **database, **own_redis(10 + int(worker))
        )
        try:
            started.start()
            yield started
        finally:
            started.stop()


@pytest.fixture(scope="module")  # no longer: its event loop would trouble Django in the tests that follow
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_OPTIONS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, installation: Installation) -> Iterator[Page]:
    """A laptop's page, nobody signed in. Anything the browser refuses or a script throws fails the test."""
    context = browser.new_context(
        base_url=installation.url,
        viewport={"width": 1366, "height": 768},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(20_000)
    new_page = context.new_page()
    complaints: list[str] = []
    new_page.on("pageerror", lambda error: complaints.append(str(error)))
    new_page.on(
        "console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None
    )
    yield new_page
    context.close()
    assert not complaints


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Tên đăng nhập", exact=True).fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
