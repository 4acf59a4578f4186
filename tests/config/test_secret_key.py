"""The key of an embedded installation."""

from concurrent.futures import ThreadPoolExecutor

from config import secret_key


def test_made_once_and_kept(tmp_path):
    path = tmp_path / "var" / "secret_key"
    made = secret_key.read_or_make(path)
    assert len(made) == 50
    assert secret_key.read_or_make(path) == made
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_all_who_start_together_get_the_same(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(secret_key.read_or_make, [tmp_path / "secret_key"] * 8))
    assert len(keys) == 1
