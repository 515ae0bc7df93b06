"""Addresses that may become links: http and https, without a name, a password or odd signs."""

import re
from urllib.parse import urlsplit

from timeline.writers.visible import HIDDEN

_ODD = re.compile(r"[\s\"'<>\\^`{|}]")


def web_address(text: str | None) -> str | None:
    """
    Return an address that a link may carry, exactly as given; None for anything else.

    Anything else is still a text to show: other schemes, relative addresses, those with blanks,
    quotes or hidden signs, and those with a user before the host, which hide where they lead.
    """
    if text is None or _ODD.search(text) or HIDDEN.search(text):
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    plain = parts.scheme in {"http", "https"} and text[len(parts.scheme) :].startswith("://")
    return text if plain and host and "@" not in parts.netloc else None
