"""Where a request came from, with and without proxies in front."""

import pytest
from django.http import HttpResponse

from config.middleware import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # nobody in front: what the visitor claims is not believed
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the left one was made up by the visitor
        (2, "203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),  # did not come through both
        (1, "", "10.0.0.1"),
    ],
)
def test_address(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded})
    client_address(lambda _: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address
