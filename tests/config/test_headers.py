"""What every answer tells the browser."""

import pytest
from django.urls import reverse


@pytest.mark.django_db
def test_the_browser_runs_only_what_is_ours(client):
    answer = client.get(reverse("account_login"))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
