"""Sound values: patterns of bytes that surely hold what a field of the library's records may."""

from collections.abc import Mapping

_SIGN = (
    rb"(?:[%b\xc3-\xe0\xe4-\xf4]|\xc2(?![\x85\xa0])|\xe1(?!\x9a\x80)"
    rb"|\xe2(?!\x80[\x80-\x8a\xa8\xa9\xaf]|\x81\x9f)|\xe3(?!\x80\x80))"
)
"""The first byte of a sign in UTF-8 that is neither white space nor a control."""

TEXT = rb'"%b[^"\\\x00-\x1f]*+"' % (_SIGN % rb"!#-\[\]-~")
"""Text that is not blank, as its first sign tells, and in which nothing is escaped."""

KEY = rb'"%b(?:[ !$-\[\]-~\x80-\xbf\xc3-\xe1\xe3-\xf4]|\xc2(?!\x85)|\xe2(?!\x80[\xa8\xa9]))*+"' % (
    _SIGN % rb"!$-\[\]-~"
)
"""A key: likewise, without the `#` of a figure and without any sign that breaks a line."""

REFERENCE = KEY[:-1] + rb"(?:#" + KEY[1:-1] + rb')?+"'
DIGEST = rb'"[0-9a-f]{64}"'
LANGUAGE = rb'"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*+"'
WHOLE = rb"(?:0|[1-9][0-9]{0,14}+)"

_DAY = (
    rb"(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    rb"|(?:0[13578]|1[02])-31)"
)
INSTANT = rb'"(?!0000)[0-9]{4}-%bT(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"' % _DAY
"""An instant in the stored form; not the 29th of February, which not every year has."""

WHEN = rb'(?:"[^"\\\x00-\x1f]++"|\{(?:"assumed_by":%b,)?"text":%b,"zone":%b\})' % (TEXT, TEXT, TEXT)
"""A time as it is stored; whether it is one is for the index to say, which has read it."""

FLAT = rb"\{[^{}\\]*+(?:\{[^{}\\]*+\}[^{}\\]*+)*+\}"
"""Something in braces, with braces in it perhaps; what it is has to be looked at."""

DEEPER = rb"\{[^{}\\]*+(?:%b[^{}\\]*+)*+\}" % FLAT
LISTED = rb"\[(?:\{[^{}\\]*+\},?+)*+\]"


def each_of(value: bytes) -> bytes:
    """Return the pattern of a list of values."""
    return rb"\[(?:%b(?:,%b)*+)?+\]" % (value, value)


def one_of(*words: str) -> bytes:
    """Return the pattern of one of some words."""
    return rb'"(?:%b)"' % "|".join(words).encode()


def held(name: str, value: bytes) -> bytes:
    """Return the pattern of a value that has to be looked at, under a name to find it by."""
    return rb"(?P<%b>%b)" % (name.encode(), value)


def members(optional: Mapping[str, bytes], required: Mapping[str, bytes]) -> bytes:
    """Return the pattern of a canonical object that has at least one member, and no others."""
    named = sorted([*optional.items(), *required.items()])
    parts = [(name, rb'%b":%b(?:,"|(?=\}))' % (name.encode(), value)) for name, value in named]
    either = (part if name in required else rb"(?:%b|)" % part for name, part in parts)
    return rb'\{"' + b"".join(either) + rb"\}"


def source(depth: int = 2) -> bytes:
    """Return the pattern of a source, and of those that it repeats, up to so many."""
    texts = dict.fromkeys(("address", "archived", "title"), TEXT)
    via = {"via": source(depth - 1)} if depth else {}
    others = {"language": LANGUAGE, "sha256": DIGEST, **via}
    return members({**texts, **others}, {"publisher": TEXT})


SPEAKER = members(dict.fromkeys(("organization", "person", "role"), TEXT), {})
EVIDENCE = members(
    {**dict.fromkeys(("address", "archived", "locator", "quote"), TEXT), "sha256": DIGEST}, {}
)
