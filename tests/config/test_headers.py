"""What every answer tells the browser."""

import pytest
from django.urls import reverse


@pytest.mark.django_db
def test_the_browser_runs_only_what_is_ours(client):
    answer = client.get(reverse("account_login"))
    policy = dict(line.split(" ", 1) for line in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in str(policy)
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
