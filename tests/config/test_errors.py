"""A fault of ours: a page with a code, and the same code in the log."""

import logging
import re

from config.errors import server_error


def test_the_code_on_the_page_is_the_code_in_the_log(rf, caplog):
    with caplog.at_level(logging.ERROR, logger="config.errors"):
        answer = server_error(rf.get("/members/7/"))
    assert answer.status_code == 500
    [code] = re.findall(r"báo quản trị mã ([0-9A-F]{4})", answer.content.decode())
    assert f"Fault {code} at GET /members/7/" in caplog.text
