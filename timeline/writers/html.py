"""A chronology as one HTML page: offline, without scripts, readable and printable for years."""

from timeline.chronology import Chronology
from timeline.writers.extras import require
from timeline.writers.losses import Loss, escaped_signs


def to_html(chronology: Chronology, *, title: str = "Chronology") -> str:
    """
    Return a chronology as one self-contained page.

    It asks the network for nothing and runs nothing: its own policy forbids both. Texts are
    escaped, their directions isolated; only addresses of http and https become links.

    Args:
        chronology: What to show.
        title: Its headline.

    Raises:
        MissingExtraError: The extra `html` is not installed.
    """
    require("jinja2", feature="to_html", extra="html")
    from timeline.writers.html_page import page  # noqa: PLC0415 - jinja2 is an extra

    return page(chronology, title=title)


def html_losses(chronology: Chronology) -> tuple[Loss, ...]:
    """Return what the page shows otherwise: hidden signs as escapes, and nothing else."""
    return escaped_signs(chronology)
