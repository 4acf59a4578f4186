"""Run a command with a PostgreSQL and a Redis of its own: `python -m tests.services COMMAND…`.

Both live in a temporary directory, on free ports, and are gone afterwards. What DATABASE_URL and REDIS_URL
already name is used as it is.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="services-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        environment = dict(os.environ)
        with contextlib.ExitStack() as stack:
            if "DATABASE_URL" not in environment:
                environment["DATABASE_URL"] = stack.enter_context(_postgresql(folder / "postgresql"))
            if "REDIS_URL" not in environment:
                environment["REDIS_URL"] = stack.enter_context(_redis(folder / "redis"))
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode  # noqa: S603 asked for


@contextlib.contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """PostgreSQL refuses to be root: then it runs as its own user."""
    user = "postgres" if os.getuid() == 0 else None
    folder.mkdir()
    if user:
        shutil.chown(folder, user)
    port = free_port()
    _as(
        user, _postgresql_program("initdb"), "-D", folder / "data", "-U", "postgres", "--auth=trust", *UNICODE
    )
    options = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
        "max_connections": 100,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    server = subprocess.Popen(  # noqa: S603 ours
        [
            _postgresql_program("postgres"),
            "-D",
            folder / "data",
            *(f"--{key}={value}" for key, value in options.items()),
        ],
        user=user,
        group=_group(user),
        extra_groups=[] if user else None,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("wb"),
    )
    try:
        _wait_for(port, server, folder / "log")
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # fast shutdown
        server.wait(20)


UNICODE = ("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")


def _as(user: str | None, *command: str | Path) -> None:
    subprocess.run(  # noqa: S603 ours
        command,
        user=user,
        group=_group(user),
        extra_groups=[] if user else None,
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _group(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None


def _postgresql_program(name: str) -> str:
    packaged = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(path.parts[-3]),
    )
    found = str(packaged[-1]) if packaged else shutil.which(name)
    if not found:
        sys.exit(f"{name} is missing: apt-get install postgresql")
    return found


@contextlib.contextmanager
def _redis(folder: Path) -> Iterator[str]:
    folder.mkdir()
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        sys.exit("redis-server is missing: apt-get install redis-server")
    port = free_port()
    log = folder / "log"
    server = subprocess.Popen(  # noqa: S603 ours
        [
            *(program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder),
            *("--save", "", "--appendonly", "no", "--databases", "64"),
        ],
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(port, server, log)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    sys.exit(f"{server.args!r} did not start:\n{log.read_text(errors='replace')}")


if __name__ == "__main__":
    sys.exit(main())
