"""The page of `timeline.writers.html`: what its template may call; the only user of jinja2."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from timeline.chronology import Chronology
from timeline.records import Instant, When, every_figure
from timeline.records.fields import folded
from timeline.records.instants import instant_words
from timeline.resolution import Entry, Status
from timeline.resolution.status import RULE
from timeline.writers import reports
from timeline.writers.addresses import web_address
from timeline.writers.citing import cited_as, citing
from timeline.writers.sections import sections
from timeline.writers.visible import HIDDEN, unified, visible
from timeline.writers.visible import escape as sign_escape

_ZONE = r"(?:\[[A-Za-z+-][^\]]*\])?"
_DATE = re.compile(r"((?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?)" + _ZONE)
_TIME = re.compile(
    r"(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,3})?)?"
    r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)?" + _ZONE
)
_BREAKABLE = re.compile(r"(?=/(?![^\[]*\]))|(?<=.)(?=\[)|(?<=,)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def page(chronology: Chronology, *, title: str) -> str:
    """Return the page; the same chronology gives the same text."""
    style = _file("chronology.css").strip()
    written = _template().render(
        chronology=chronology,
        title=title,
        style=Markup(style),  # noqa: S704 - a file of ours
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        sections=sections(chronology),
        statuses=_counted(chronology),
        newest=reports.newest(chronology),
        rule=RULE,
        speaking=reports.speaking_of(chronology),
        anchors={key: anchor(entry) for entry in chronology for key in entry.keys},
        citing=citing(chronology),
        token=cited_as(chronology),
    )
    return written.strip() + "\n"


def anchor(entry: Entry) -> str:
    """Return the name to link to an entry; it follows from its key alone."""
    return f"e-{hashlib.sha256(entry.key.encode()).hexdigest()[:12]}"


def isolated(value: object) -> Markup:
    """Return a text as markup: escaped, its direction isolated, its hidden signs marked."""
    marked = HIDDEN.sub(lambda found: _sign(found[0]), escape(unified(str(value))))
    return Markup(f"<bdi>{marked}</bdi>")  # noqa: S704 - escaped above


def machine_time(happened: When) -> str | None:
    """
    Return the value of `<time datetime>`; None where HTML cannot say it truthfully.

    That is so for years before 1, for spans, sets and seasons, and for every doubt. Times of day
    are given in UTC.
    """
    text = str(happened)
    if date := _DATE.fullmatch(text):
        return date[1]
    if _TIME.fullmatch(text) is None or happened.folded or happened.start.earliest is None:
        return None
    try:
        moment = _EPOCH + happened.start.earliest * _MICROSECOND
    except OverflowError:
        return None
    return machine_instant(moment)


def edtf_parts(happened: When) -> list[str]:
    """Return an EDTF text in pieces between which a line may break."""
    return _BREAKABLE.split(str(happened))


def machine_instant(value: Instant) -> str:
    """Return the value of `<time datetime>` of an exact instant, which holds milliseconds."""
    if not value.microsecond:
        return instant_words(value)
    return value.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


@lru_cache(maxsize=4096)
def spoken_instant(value: Instant) -> str:
    """Return an exact instant in words, to the second."""
    return When(instant_words(value.replace(microsecond=0))).words()


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters |= {
        "text": isolated,
        "visible": visible,
        "instant": instant_words,
        "machine_instant": machine_instant,
        "spoken": spoken_instant,
        "machine": machine_time,
        "anchor": anchor,
        "folded": folded,
        "distinct": reports.distinct,
        "other_dates": reports.other_dates,
        "edtf_parts": edtf_parts,
        "figures": every_figure,
        "details": reports.details,
        "replaced": reports.replaced,
        "place": reports.place_words,
        "web": web_address,
    }
    environment.globals |= {"short": reports.SHORT, "figure_source": reports.figure_source}
    return environment.from_string(_file("chronology.html.jinja"))


def _counted(entries: Iterable[Entry]) -> tuple[tuple[Status, int], ...]:
    counts = Counter(each.status for each in entries)
    return tuple((status, counts[status]) for status in Status if counts[status])


def _file(name: str) -> str:
    return (resources.files("timeline.writers") / "page" / name).read_text("utf-8")


def _sign(sign: str) -> str:
    return f'<span class="sign" title="U+{ord(sign):04X}">{sign_escape(sign)}</span>'
