"""Strategies for who says so: texts, instants, places, sources, speakers and evidence."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from timeline.records import Evidence, Instant, Place, Precision, Source, Speaker

NAMES = ("VOA", "Reuters", "Ukrinform", "Суспільне", "كريستين", "Agence A", "Agence B")
"""Publishers, people and places: few, so that they meet again, and of several scripts."""


def texts() -> st.SearchStrategy[str]:
    """Return texts that a field may hold: any script, any sign but lone surrogates, not blank."""
    signs = st.characters(exclude_categories=["Cs"])
    return st.text(signs, min_size=1, max_size=20).filter(lambda text: bool(text.strip()))


def names() -> st.SearchStrategy[str]:
    """Return one of a few names."""
    return st.sampled_from(NAMES)


def instants(*, days: int = 3_000) -> st.SearchStrategy[Instant]:
    """Return instants to the microsecond, from 2020 on, within so many days."""
    start = datetime(2020, 1, 1, tzinfo=UTC)
    microseconds = st.integers(0, days * 86_400 * 10**6)
    return microseconds.map(lambda passed: start + timedelta(microseconds=passed))


def degrees(*, most: int) -> st.SearchStrategy[Decimal]:
    """Return decimal degrees of up to five places, from `-most` to `most`."""
    return st.decimals(min_value=-most, max_value=most, places=5)


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Return places with and without coordinates."""
    located = draw(st.booleans())
    return Place(
        name=draw(names()),
        country=draw(st.sampled_from([None, "UA", "RU", "KP", "US"])),
        latitude=draw(degrees(most=90)) if located else None,
        longitude=draw(degrees(most=180)) if located else None,
        precision=draw(st.sampled_from([None, *Precision])),
        region=draw(st.none() | names()),
    )


@st.composite
def sources(draw: st.DrawFn, *, longest_chain: int = 2) -> Source:
    """Return sources, of which some repeat others."""
    repeats = longest_chain > 0 and draw(st.integers(0, 3)) == 0
    return Source(
        publisher=draw(names()),
        address=draw(st.none() | texts()),
        title=draw(st.none() | texts()),
        language=draw(st.sampled_from([None, "uk", "en-GB"])),
        via=draw(sources(longest_chain=longest_chain - 1)) if repeats else None,
        archived=draw(st.none() | texts()),
        sha256=draw(st.sampled_from([None, "0" * 64, "9f" * 32])),
    )


@st.composite
def speakers(draw: st.DrawFn) -> Speaker:
    """Return people, organizations, and people for organizations."""
    person, organization = draw(st.sampled_from([(True, False), (False, True), (True, True)]))
    return Speaker(
        person=draw(names()) if person else None,
        role=draw(st.none() | texts()),
        organization=draw(names()) if organization else None,
    )


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    """Return pieces of evidence, with and without a date of their own."""
    return Evidence(
        quote=draw(texts()),
        locator=draw(st.none() | texts()),
        address=draw(st.none() | texts()),
        archived=draw(st.none() | texts()),
        sha256=draw(st.sampled_from([None, "0" * 64])),
        made=draw(st.sampled_from([None, "2024-03-16", "2024-10-28[Europe/Kyiv]"])),
    )
