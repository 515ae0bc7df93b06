"""Shapes of rows: what is built like a row known to be canonical is canonical, unparsed."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable

from timeline.canonical import JSON, LARGEST_RECORD
from timeline.content import ID_DOMAIN, content_id
from timeline.errors import CodecError, IntegrityError
from timeline.log.integrity import FORMAT, erased_positions, row_fields

ENOUGH = 50
"""Rows of about one shape that must be met before it is worth a pattern."""

MOST_ALIKE = 16
"""Patterns that are tried on a row at most."""

MOST_PATTERNS = 1_000

_PLAIN = {"at", "body", "id", "kind", "nonce", "pos", "v", "version"}
_SIGNS = rb'[^"\\\x00-\x1f]*'
_ESCAPE = rb'\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))'
_TEXT = rb'"' + _SIGNS + rb"(?:" + _ESCAPE + _SIGNS + rb')*"'
_NUMBER = rb"(?:0|-?[1-9][0-9]{0,14})"

_Match = Callable[[bytes], re.Match[bytes] | None]


Told = tuple[bytes, bytes, bytes, tuple[int, ...]]
"""What a row says of itself: instant, id, the id that it should have, positions it erased."""


class Shapes:
    """
    The shapes of rows that were parsed and found canonical, as patterns of bytes.

    A pattern holds the braces and keys of such a row as they are, in their order. In the place of
    each text it takes any text in its one form, of each integer any of up to 15 digits, of a list
    any number of items of one shape. So whatever matches is canonical. What does not match is
    parsed, encoded again, and compared.
    """

    def __init__(self) -> None:
        self._patterns: dict[int, list[_Match]] = defaultdict(list)
        self._met: Counter[int] = Counter()
        self._known: set[tuple[int, bytes]] = set()

    def told(self, position: int, data: bytes) -> Told:
        """
        Return what a row's bytes say of it.

        Raises:
            IntegrityError: They are not canonical, those of another position, or hold no record.
        """
        braces = data.count(b"{")
        alike = self._patterns[braces]
        found = _matching(alike, data)
        if found is None:
            return self._parsed(position, data, braces)
        at, body, identity, kind, place, version = found.groups()
        in_place = place == b"%d" % position and len(data) <= LARGEST_RECORD
        if not (in_place and (data.isascii() or _is_utf8(data))):
            return self._parsed(position, data, braces)
        content = b'%b{"body":%b,"kind":"%b","version":%b}' % (ID_DOMAIN, body, kind, version)
        return at, identity, b"sha256:" + hashlib.sha256(content).hexdigest().encode(), ()

    def _parsed(self, position: int, data: bytes, braces: int) -> Told:
        fields = row_fields(position, data)
        try:
            right = content_id(fields)
        except (KeyError, CodecError):
            raise IntegrityError(position, "has no kind, version and body") from None
        self._met[braces] += 1
        if self._met[braces] >= ENOUGH and fields.keys() == _PLAIN:
            self._learn(braces, fields)
        at, identity = str(fields.get("at")), str(fields.get("id"))
        return at.encode(), identity.encode(), right.encode(), erased_positions(fields)

    def _learn(self, braces: int, fields: dict[str, JSON]) -> None:
        known = self._patterns[braces]
        if len(known) >= MOST_ALIKE or len(self._known) >= MOST_PATTERNS:
            return
        shape = _row_shape(fields["body"])
        if (braces, shape) not in self._known:
            known.insert(0, re.compile(shape).fullmatch)
            self._known.add((braces, shape))


def _matching(patterns: list[_Match], data: bytes) -> re.Match[bytes] | None:
    for at, match in enumerate(patterns):
        found = match(data)
        if found is not None:
            if at:
                patterns.insert(0, patterns.pop(at))
            return found
    return None


def _row_shape(body: JSON) -> bytes:
    text = rb'"(' + _TEXT[1:-1] + rb')"'
    number = rb"(" + _NUMBER + rb")"
    return rb'\{"at":%b,"body":(%b),"id":%b,"kind":%b,"nonce":%b,"pos":%b,"v":%d,"version":%b\}' % (
        text,
        _shape(body),
        text,
        text,
        _TEXT,
        number,
        FORMAT,
        number,
    )


def _shape(value: JSON) -> bytes:
    if isinstance(value, dict):
        members = (_key(name) + b":" + _shape(item) for name, item in sorted(value.items()))
        return rb"\{" + b",".join(members) + rb"\}"
    if isinstance(value, list):
        return rb"\[" + _items([_shape(each) for each in value]) + rb"\]"
    if isinstance(value, str):
        return _TEXT
    if value is None or isinstance(value, bool):
        return json.dumps(value).encode()
    return _NUMBER


def _items(shapes: list[bytes]) -> bytes:
    if len(set(shapes)) == 1:
        return rb"(?:%b(?:,%b)*)?" % (shapes[0], shapes[0])
    return b",".join(shapes)


def _key(name: str) -> bytes:
    return re.escape(json.dumps(name, ensure_ascii=False).encode())


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
