"""The whole application on one machine, started and stopped together: `python -m config.embedded`."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from config import env

PEOPLE = {
    "bithu": "bí thư chi bộ",
    "danguy": "đảng ủy cơ sở",
    "tochuc": "Ban Tổ chức Đảng ủy Khối",
    "chuyenvien": "chuyên viên, tổ công tác",
    "dangvien": "đảng viên",
    "quantri": "quản trị hệ thống",
}
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    for number in STOPPING:
        signal.signal(number, _interrupt)
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    port = env.number("PORT", 8000)
    host = "127.0.0.1" if settings.DEMO else env.text("HOST", "127.0.0.1")
    if _is_taken(host, port):
        sys.stderr.write(f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: PORT=8001 bin/run\n")
        return 1
    _prepare_data()
    with _running(_web(host, port), _worker()) as processes:
        if not _answers(host, port, processes):
            sys.stderr.write("Máy chủ không khởi động được; xem thông báo ở trên.\n")
            return 1
        _greet(host, port)
        return _wait(processes)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _prepare_data() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("build_fonts")
    if settings.DEMO and not get_user_model().objects.exists():
        _say("Cơ sở dữ liệu còn trống: đang tạo dữ liệu trình diễn (vài phút)…")
        call_command("demo", seed=7)


def _web(host: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi"),
        *("--bind", f"{host}:{port}", "--workers", "2", "--threads", "4", "--timeout", "120", "--preload"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def _worker() -> list[str]:
    return [
        *(
            sys.executable,
            "-m",
            "celery",
            "--quiet",
            "-A",
            "config",
            "worker",
            "--beat",
            "--concurrency",
            "2",
        ),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
    ]


@contextlib.contextmanager
def _running(*commands: list[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Each command in a process group of its own, so that Ctrl-C reaches us alone and we stop them in order."""
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            processes += [subprocess.Popen(command, env=environment, start_new_session=True)]  # noqa: S603 ours
        yield processes
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        _stop(processes)


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + 10
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # whatever of its group is still there
        process.wait()


def _answers(host: str, port: int, processes: list[subprocess.Popen[bytes]]) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and all(process.poll() is None for process in processes):
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(host, port, timeout=10)
            connection.request("GET", reverse("account_login"))
            return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
        time.sleep(0.1)
    return False


def _greet(host: str, port: int) -> None:
    _say(f"\n  Mở trình duyệt tại  http://{host}:{port}/\n")
    if settings.DEMO:
        _say(f"  Tài khoản trình diễn (mật khẩu: {settings.DEMO_PASSWORD})")
        for username, kind in PEOPLE.items():
            _say(f"    {username:<11} {kind}")
    elif not get_user_model().objects.exists():
        _say("  Chưa có tài khoản nào. Tạo tài khoản quản trị:  .venv/bin/python manage.py createsuperuser")
    _say("\n  Dừng: Ctrl-C\n")


def _wait(processes: list[subprocess.Popen[bytes]]) -> int:
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
    sys.stderr.write("Một tiến trình đã dừng ngoài ý muốn; dừng cả hệ thống.\n")
    return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        _say("\nĐã dừng.")
