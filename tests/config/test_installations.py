"""What each of the two installations is, seen from outside: a fresh interpreter with its own environment."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

SHOW = """
import json, sys
from django.conf import settings
names = sys.argv[1].split(",")
print(json.dumps({name: getattr(settings, name, None) for name in names}, default=str))
"""
PRODUCTION = {
    "APP_ENV": "production",
    "SECRET_KEY": "x" * 60,
    "DATABASE_URL": "postgres://app:secret@db.example:5433/app",
    "REDIS_URL": "redis://redis.example/0",
    "ALLOWED_HOSTS": "sinhhoat.example",
}


def read_settings(names: str, folder, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(folder)}
    return subprocess.run(  # noqa: S603 our own interpreter
        [sys.executable, "-c", SHOW, names],
        cwd=settings.BASE_DIR,
        env=ours | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def shown(names: str, folder, **environment: str) -> dict:
    done = read_settings(names, folder, **environment)
    assert done.returncode == 0, done.stderr
    values: dict = json.loads(done.stdout)
    return values


def test_with_nothing_set_it_is_embedded_and_safe(tmp_path):
    names = "DEBUG,DEMO,ALLOWED_HOSTS,CELERY_BROKER_URL,DATABASES,SECRET_KEY"
    embedded = shown(names, tmp_path / "new")
    assert not embedded["DEBUG"]
    assert not embedded["DEMO"]
    assert embedded["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert embedded["CELERY_BROKER_URL"] == "filesystem://localhost/"
    assert embedded["DATABASES"]["default"]["NAME"] == str(tmp_path / "new/db.sqlite3")
    assert embedded["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert embedded["SECRET_KEY"] == (tmp_path / "new/secret_key").read_text()
    assert (tmp_path / "new/secret_key").stat().st_mode & 0o077 == 0
    assert shown("SECRET_KEY", tmp_path / "new")["SECRET_KEY"] == embedded["SECRET_KEY"]


def test_production_names_all_that_is_missing_at_once(tmp_path):
    done = read_settings("DEBUG", tmp_path, APP_ENV="production", REDIS_URL="redis://redis.example/0")
    assert "needs SECRET_KEY, DATABASE_URL, ALLOWED_HOSTS" in done.stderr


def test_production_is_closed(tmp_path):
    names = "ALLOWED_HOSTS,SESSION_COOKIE_SECURE,CSRF_COOKIE_SECURE,SECURE_HSTS_SECONDS,SECURE_SSL_REDIRECT"
    production = shown(names, tmp_path, **PRODUCTION)
    assert production == {
        "ALLOWED_HOSTS": ["sinhhoat.example"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_SSL_REDIRECT": True,
    }
    assert not (tmp_path / "secret_key").exists()


def test_production_uses_its_database_and_its_broker(tmp_path):
    production = shown("DATABASES,CELERY_BROKER_URL,CACHES,STORAGES", tmp_path, **PRODUCTION)
    assert production["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert production["DATABASES"]["default"]["PORT"] == 5433
    assert production["CELERY_BROKER_URL"] == "redis://redis.example/0"
    assert production["CACHES"]["default"]["LOCATION"] == "redis://redis.example/0"
    assert "Manifest" in production["STORAGES"]["staticfiles"]["BACKEND"]


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_production_refuses_what_is_for_showing_and_mending(tmp_path, name):
    done = read_settings("DEMO", tmp_path, **PRODUCTION, **{name: "1"})
    assert "cannot be on with APP_ENV=production" in done.stderr


def test_demo_answers_this_machine_only(tmp_path):
    demo = shown("ALLOWED_HOSTS", tmp_path, DEMO="1", ALLOWED_HOSTS="sinhhoat.example")
    assert demo["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
