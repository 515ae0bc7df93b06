"""Citation: a moment of a log in one line of text, and back from a footnote."""

import hashlib
import re
from urllib.parse import quote_plus, unquote_plus

from attrs import field, frozen

from timeline.errors import (
    FieldError,
    InstantError,
    OtherLogError,
    OtherPolicyError,
    OtherRulesError,
    TokenTextError,
    UnknownPolicyError,
    shown,
)
from timeline.records import Instant, Instantish, instant
from timeline.records.fields import RefusedError, named, strict, text
from timeline.records.instants import instant_words
from timeline.resolution.policy import AND_STATUS, Policy, policy_named
from timeline.resolution.rules_version import FIRST_RELEASES, RULES
from timeline.resolution.status import RULE
from timeline.resolution.status_rules import StatusRule, status_rule_named

FORMAT = 1
"""Version of the written form of a token."""

ALL = "all"
"""Stands in a token for: whenever it was published."""

_COPY = "copy it again, whole"
_GIVE = f"a token begins with timeline-{FORMAT}/, and str(chronology.token) gives it"
_BEGINNING = re.compile(r"timeline-([1-9][0-9]*)/", re.ASCII)
_CHECK_DIGITS = 8
_END = 10**18
_PARTS = {
    "position": re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII),
    "date of publication": re.compile(rf"{ALL}|[0-9]{{4}}-[0-9:.T-]+Z", re.ASCII),
    "version of the rules": re.compile(r"rules-[1-9][0-9]{0,17}", re.ASCII),
    "policy": re.compile(r"(?:[A-Za-z0-9_.~+-]|%[0-9A-F]{2})+", re.ASCII),
    "digest": re.compile(r"[0-9a-f]{64}", re.ASCII),
    "check": re.compile(rf"[0-9a-f]{{{_CHECK_DIGITS}}}", re.ASCII),
}
"""What follows the beginning of a token, in that order, between slashes."""

_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_AROUND = "\"'`“”„\u2018’\u201a«»\u2039\u203a()[]{}<>.,;"


def whole_number(value: int) -> int:
    """Return a number that counts something: 0 or more."""
    if not isinstance(value, int):
        raise RefusedError(f"{shown(value)} is a {type(value).__name__}; write a whole number")
    if isinstance(value, bool) or not 0 <= value < _END:
        raise RefusedError(f"{shown(value)} is no whole number from 0 to {_END - 1}")
    return value


def version_number(value: int) -> int:
    """Return the number of a version: 1 or more."""
    if not whole_number(value):
        raise RefusedError("is 0; versions begin with 1")
    return value


def chain_value(value: str) -> str:
    """Return a chain value as 64 lower-case hex digits."""
    if _PARTS["digest"].fullmatch(text(value)) is None:
        raise RefusedError(f"{shown(value)} is not 64 lower-case hex digits")
    return value


def any_or_instant(value: Instantish | None) -> Instant | None:
    """Return an exact instant, or None for any."""
    return None if value is None else instant(value)


@strict
@frozen(kw_only=True, field_transformer=named)
class Token:
    """
    The name of a chronology: the moment of a log, the rules and the policy it was made by.

    Its text is one line for a footnote, and `Token.parse(str(token)) == token`. It tells nothing
    of what the log holds; whoever has the log gets the chronology by `log.as_of(token=…)`.

    Args:
        position: Position of the log that was asked.
        digest: Chain value of the log at that position, 64 hex digits.
        published: Latest publication that counts, inclusive; None for all.
        rules: Version of the rules, `timeline.resolution.rules_version.RULES` where it was made.
        policy: Name of the policy, and of the status rule where it is not the library's.

    Raises:
        FieldError: A field holds what it may not.
    """

    position: int = field(converter=whole_number)
    digest: str = field(converter=chain_value)
    published: Instant | None = field(converter=any_or_instant)
    rules: int = field(converter=version_number)
    policy: str = field(converter=text)

    @classmethod
    def parse(cls, text: str) -> "Token":
        """
        Return the token that a text is, as it comes back from a footnote.

        Blanks, line breaks and soft hyphens anywhere in it, hyphens that a typesetter replaced,
        a capital at its beginning, and quotation marks, brackets or a full stop around it do
        not matter. All else has to be as it was written: its last part is a check.

        Args:
            text: The token, and nothing else.

        Raises:
            TokenTextError: It is no token, one of another format, or was damaged on the way.
        """
        plain = _pasted(text)
        parts = _parts(text, plain)
        if problem := _damage(plain, parts):
            raise TokenTextError(text, problem, _COPY)
        try:
            found = cls(
                position=int(parts["position"]),
                digest=parts["digest"],
                published=None if (by := parts["date of publication"]) == ALL else instant(by),
                rules=int(parts["version of the rules"].removeprefix("rules-")),
                policy=unquote_plus(parts["policy"]),
            )
        except (FieldError, InstantError) as error:
            raise TokenTextError(text, f"cannot be read ({error})", _COPY) from None
        if str(found) != plain:
            raise TokenTextError(text, f"is not in the one form of its content, {found}", _COPY)
        return found

    def __str__(self) -> str:
        by = ALL if self.published is None else instant_words(self.published)
        policy = quote_plus(self.policy, safe="")
        said = f"timeline-{FORMAT}/{self.position}/{by}/rules-{self.rules}/{policy}/{self.digest}"
        return f"{said}/{_check(said)}"


def token(value: Token | str) -> Token:
    """
    Return a token; a text is read.

    Raises:
        TokenTextError: The text is no token.
    """
    return value if isinstance(value, Token) else Token.parse(value)


def check_log(cited: Token, *, last: int, digest: str | None) -> None:
    """
    Do nothing where a log is the one of a token.

    Args:
        cited: The token.
        last: Position of the log.
        digest: Its chain value at the token's position; None where it does not reach that far.

    Raises:
        OtherLogError: It is too short, or has another digest there.
    """
    if digest != cited.digest:
        raise OtherLogError(cited.position, cited.digest, digest, last)


def check_rules(cited: Token, *, here: int = RULES) -> None:
    """
    Do nothing where a token was made by the rules of this program.

    Args:
        cited: The token.
        here: Version of the rules that would answer.

    Raises:
        OtherRulesError: It was made by others; the message says by which, and what to do.
    """
    if cited.rules != here:
        release = FIRST_RELEASES.get(cited.rules)
        raise OtherRulesError(cited.rules, here, release)


def choice(policy: Policy, status: StatusRule) -> str:
    """Return the name of a policy, and that of the status rule where it is not the library's."""
    return policy.name if status.name == RULE else f"{policy.name}{AND_STATUS}{status.name}"


def chosen(
    cited: Token, policy: Policy | None, status: StatusRule | None
) -> tuple[Policy, StatusRule]:
    """
    Return the policy and the status rule of a token: those of the library by their names.

    Args:
        cited: The token.
        policy: What was given beside it; None for that of the token.
        status: Likewise.

    Raises:
        OtherPolicyError: What was given has another name.
        UnknownPolicyError: Nothing was given, and the library has none of that name.
    """
    name, has_rule, rule = cited.policy.partition(AND_STATUS)
    rule = rule if has_rule else RULE
    speaking, judging = policy or policy_named(name), status or status_rule_named(rule)
    if speaking is None:
        raise UnknownPolicyError(name, "policy")
    if judging is None:
        raise UnknownPolicyError(rule, "status")
    for told, given in ((name, speaking.name), (rule, judging.name)):
        if told != given:
            raise OtherPolicyError(told, given)
    return speaking, judging


def _check(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:_CHECK_DIGITS]


def _pasted(given: str) -> str:
    if not isinstance(given, str):
        raise TokenTextError(given, f"is a {type(given).__name__}, not a text", _GIVE)
    plain = _UNSEEN.sub("", given).translate(_HYPHENS).strip(_AROUND)
    return plain[:1].lower() + plain[1:]


def _parts(given: str, plain: str) -> dict[str, str]:
    begun = _BEGINNING.match(plain)
    if begun is None:
        raise TokenTextError(given, "is no token", _GIVE)
    if begun[1] != str(FORMAT):
        problem = f"is a token of format {begun[1][:9]}, and this program reads format {FORMAT}"
        raise TokenTextError(given, problem, "read it with a newer timeline-ledger")
    parts = plain[begun.end() :].split("/")
    if len(parts) < len(_PARTS):
        problem = f"ends early, with {len(parts)} of {len(_PARTS)} parts behind timeline-{FORMAT}/"
        raise TokenTextError(given, problem, _COPY)
    if len(parts) > len(_PARTS):
        raise TokenTextError(given, "goes on behind its end", "copy the token alone")
    return dict(zip(_PARTS, parts, strict=True))


def _damage(plain: str, parts: dict[str, str]) -> str | None:
    for name, shape in _PARTS.items():
        if shape.fullmatch(parts[name]) is None:
            return f"has a damaged {name}, {shown(parts[name])}"
    said, _, check = plain.rpartition("/")
    return None if check == _check(said) else "was damaged: its check does not fit the rest"
