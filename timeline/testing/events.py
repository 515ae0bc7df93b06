"""Strategies for event records of every built-in kind, all of their fields in play."""

from typing import Any

from hypothesis import strategies as st

from timeline.records import (
    Deployment,
    Event,
    EventRecord,
    Instant,
    Modality,
    Place,
    Quantity,
    Stance,
    Statement,
    Strike,
    When,
)
from timeline.testing.figures import quantities
from timeline.testing.sources import evidence, instants, names, places, sources, speakers, texts

TIMES = (
    "2024",
    "2024-10",
    "2024-10-07",
    "2024-10-28",
    "2024-10-27/2024-10-28",
    "2024-10-27T19:00/2024-10-28T10:30[Europe/Kyiv]",
    "2024-08/..",
    "../2024-10-28",
    "[..2024-10-28]",
    "[2024-10-21..2024-10-27]",
    "2024-11-04~",
)
"""Times that overlap, stand apart, are vague and are open."""

KEYS = ("bridge", "camp", "dam", "ferry")
"""Few keys, so that reports meet in one happening."""


def times() -> st.SearchStrategy[When]:
    """Return a few times, so that they meet again."""
    return st.sampled_from(TIMES).map(When)


def keys() -> st.SearchStrategy[str]:
    """Return one of a few keys."""
    return st.sampled_from(KEYS)


def event_records(
    *,
    keys: st.SearchStrategy[str] = keys(),  # noqa: B008 - a strategy never changes
    times: st.SearchStrategy[When] = times(),  # noqa: B008 - as above
    published: st.SearchStrategy[Instant] = instants(),  # noqa: B008 - as above
) -> st.SearchStrategy[EventRecord]:
    """
    Return events, statements, deployments and strikes.

    Args:
        keys: What the keys are drawn from.
        times: What `happened` is drawn from.
        published: What `published` is drawn from.
    """
    shared = event_fields(keys=keys, times=times, published=published)
    return st.one_of(_events(shared), _statements(shared), _deployments(shared), _strikes(shared))


@st.composite
def event_fields(
    draw: st.DrawFn,
    *,
    keys: st.SearchStrategy[str] = keys(),  # noqa: B008 - a strategy never changes
    times: st.SearchStrategy[When] = times(),  # noqa: B008 - as above
    published: st.SearchStrategy[Instant] = instants(),  # noqa: B008 - as above
) -> dict[str, Any]:
    """
    Return the fields that every kind has, by name, to make records of a kind of your own.

    Args:
        draw: Given by Hypothesis.
        keys: What the keys are drawn from.
        times: What `happened` is drawn from.
        published: What `published` is drawn from.
    """
    return {
        "key": draw(keys),
        "happened": draw(times),
        "published": draw(published),
        "source": draw(sources()),
        "speaker": draw(st.none() | speakers()),
        "summary": draw(texts()),
        "places": draw(_several(places())),
        "actors": draw(_several(names())),
        "figures": draw(st.dictionaries(st.sampled_from(["lost", "held"]), quantities())),
        "modality": draw(st.sampled_from(Modality)),
        "evidence": draw(_several(evidence())),
        "tags": draw(_several(texts())),
    }


@st.composite
def _events(draw: st.DrawFn, shared: st.SearchStrategy[dict[str, Any]]) -> Event:
    return Event(**draw(shared))


@st.composite
def _statements(draw: st.DrawFn, shared: st.SearchStrategy[dict[str, Any]]) -> Statement:
    about = draw(_several(st.sampled_from([*KEYS, "bridge#lost"])))
    given = {**draw(shared), "speaker": draw(speakers())}
    return Statement(
        **given,
        about=about,
        stance=draw(st.sampled_from(Stance)),
        venue=draw(st.none() | names()),
        medium=draw(st.none() | names()),
    )


@st.composite
def _deployments(draw: st.DrawFn, shared: st.SearchStrategy[dict[str, Any]]) -> Deployment:
    return Deployment(
        **draw(shared),
        force=draw(st.none() | names()),
        side=draw(st.none() | names()),
        strength=draw(_figure()),
        origin=draw(_place()),
        destination=draw(_place()),
        purpose=draw(st.none() | texts()),
    )


@st.composite
def _strikes(draw: st.DrawFn, shared: st.SearchStrategy[dict[str, Any]]) -> Strike:
    return Strike(
        **draw(shared),
        attacker=draw(st.none() | names()),
        target=draw(st.none() | names()),
        weapons=draw(_several(names())),
        launched=draw(_figure()),
        intercepted=draw(_figure()),
        killed=draw(_figure()),
        injured=draw(_figure()),
        damage=draw(st.none() | texts()),
    )


def _several(items: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, max_size=2)


def _figure() -> st.SearchStrategy[Quantity | None]:
    return st.none() | quantities()


def _place() -> st.SearchStrategy[Place | None]:
    return st.none() | places()
