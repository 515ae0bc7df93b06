"""Which addresses may become links."""

import pytest

from tests.writers.payloads import ADDRESSES
from timeline.writers.addresses import web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org/a?b=c&d=e#f",
        "HTTPS://Example.org/a_b*c",
        "https://example.org:8443/(a)[b];c~d$e!f,g+h=i%20j@k:l",
        "https://приклад.укр/шлях",
        "https://[2001:db8::1]/a",
        "https://web.archive.org/web/2024/https://example.org/",
    ],
)
def test_web_addresses_are_kept_as_given(address: str) -> None:
    """An address of http or https comes back letter for letter."""
    assert web_address(address) == address


@pytest.mark.parametrize("address", ADDRESSES)
def test_anything_else_is_no_web_address(address: str) -> None:
    """Other schemes, relative addresses and those that hide something are only texts."""
    assert web_address(address) is None


def test_no_address_is_no_web_address() -> None:
    """A source without an address has no link."""
    assert web_address(None) is None
