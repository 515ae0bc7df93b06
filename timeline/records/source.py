"""Who says so: publishers, the people they quote, and the pieces of evidence."""

import re
from collections.abc import Iterable

from attrs import field, frozen

from timeline.errors import FieldError, shown
from timeline.records.fields import RefusedError, named, optional_text, several, strict, text
from timeline.records.when import When, when

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def file_digest(value: str | None) -> str | None:
    """Return a SHA-256 as 64 lower-case hex digits."""
    if value is None:
        return None
    if _SHA256.fullmatch(text(value)) is None:
        raise RefusedError(f"{shown(value)} is not 64 lower-case hex digits")
    return value


def language_tag(value: str | None) -> str | None:
    """Return a BCP 47 language tag, such as `uk` or `en-GB`."""
    if value is None:
        return None
    if _LANGUAGE.fullmatch(text(value)) is None:
        raise RefusedError(f"{shown(value)} is no tag such as 'uk' or 'en-GB'")
    return value


def via_source(value: "Source | str | None") -> "Source | None":
    """Return the source that another one repeats."""
    return None if value is None else source(value)


@strict
@frozen(kw_only=True, field_transformer=named)
class Source:
    """
    Where a report was published.

    Args:
        publisher: Who published it.
        address: Where it stands or stood.
        title: Its headline or file name.
        language: BCP 47 tag of the text.
        via: Whom it repeats: the agency, paper or channel it took the report from.
        archived: Address of an archived copy.
        sha256: SHA-256 of the copy's bytes, 64 lower-case hex digits.
    """

    publisher: str = field(converter=text)
    address: str | None = field(default=None, converter=optional_text)
    title: str | None = field(default=None, converter=optional_text)
    language: str | None = field(default=None, converter=language_tag)
    via: "Source | None" = field(default=None, converter=via_source)
    archived: str | None = field(default=None, converter=optional_text)
    sha256: str | None = field(default=None, converter=file_digest)

    @property
    def chain(self) -> "tuple[Source, ...]":
        """The source, whom it repeats, whom that one repeats, to the first."""
        return (self, *(self.via.chain if self.via else ()))

    def __str__(self) -> str:
        return " via ".join(each.publisher for each in self.chain)


def source(value: Source | str) -> Source:
    """Return a source; a text is its publisher."""
    return value if isinstance(value, Source) else Source(publisher=text(value))


@strict
@frozen(kw_only=True, field_transformer=named)
class Speaker:
    """
    Whom a source quotes or cites: a person, an organization, or a person for one.

    Raises:
        FieldError: Neither a person, nor a role, nor an organization is named.
    """

    person: str | None = field(default=None, converter=optional_text)
    role: str | None = field(default=None, converter=optional_text)
    organization: str | None = field(default=None, converter=optional_text)

    def __attrs_post_init__(self) -> None:
        if not (self.person or self.role or self.organization):
            raise FieldError("Speaker", "person", "nobody is named; give person= or organization=")

    @property
    def name(self) -> str:
        """The shortest way to say who: the person, else the organization, else the role."""
        return str(self.person or self.organization or self.role)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.person, self.role, self.organization) if part)


def speaker(value: Speaker | None) -> Speaker | None:
    """Return a speaker; a bare text is refused, since it does not say whether it is a person."""
    if value is not None and not isinstance(value, Speaker):
        raise RefusedError(
            f"{shown(value)} is no Speaker; write Speaker(person=…) or Speaker(organization=…)"
        )
    return value


def own_date(value: When | str | None) -> When | None:
    """Return when a piece of evidence itself was made, which need not be known."""
    return None if value is None else when(value)


@strict
@frozen(kw_only=True, field_transformer=named)
class Evidence:
    """
    A piece that supports a record: a short quote, a picture, a document.

    Args:
        quote: Its words, short.
        locator: Where in the source: a page, a paragraph, a caption, a time code.
        address: Where it stands or stood.
        archived: Address of an archived copy.
        sha256: SHA-256 of its bytes, 64 lower-case hex digits.
        made: When the piece itself was made or released, on the clock of what happened.

    Raises:
        FieldError: It holds nothing that one could look at.
    """

    quote: str | None = field(default=None, converter=optional_text)
    locator: str | None = field(default=None, converter=optional_text)
    address: str | None = field(default=None, converter=optional_text)
    archived: str | None = field(default=None, converter=optional_text)
    sha256: str | None = field(default=None, converter=file_digest)
    made: When | None = field(default=None, converter=own_date)

    def __attrs_post_init__(self) -> None:
        if not (self.quote or self.locator or self.address or self.archived or self.sha256):
            raise FieldError("Evidence", "quote", "nothing to look at; give a quote or an address")


def pieces(value: Evidence | Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return several pieces of evidence, of which a single one may be given alone."""
    given = (value,) if isinstance(value, Evidence) else several(value)
    for each in given:
        if not isinstance(each, Evidence):
            raise RefusedError(f"{shown(each)} is no Evidence(…)")
    return tuple(given)
