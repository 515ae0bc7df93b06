"""Tokens: one line for a footnote, read back as it was, and never as another."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import (
    FieldError,
    MissingFieldError,
    OtherLogError,
    OtherPolicyError,
    OtherRulesError,
    TimelineError,
    TokenTextError,
    UnknownPolicyError,
)
from timeline.resolution import (
    LATEST_PUBLISHED,
    MOST_ORIGINS,
    MOST_PRECISE,
    STANCES_AND_ORIGINS,
    Policy,
    confirmed_by,
    source_first,
)
from timeline.resolution.citation import Token, check_log, check_rules, choice, chosen, token

DIGEST = "0a5396e6e146f9e6ef1add3c747675409d9f6f0ea0f655fcf0f51b6d8592b8d2"
CITED = Token(
    position=8,
    digest=DIGEST,
    published="2024-10-30T00:00Z",
    rules=1,
    policy="latest published",
)
TEXT = f"timeline-1/8/2024-10-30T00:00Z/rules-1/latest+published/{DIGEST}/0346c02f"


def tokens() -> st.SearchStrategy[Token]:
    """Return tokens of any moment, rules and policy."""
    hours = st.integers(-23, 23).map(lambda each: timezone(timedelta(hours=each)))
    exact = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=hours)  # noqa: DTZ001 - the zones are added
    numbers = st.integers(0, 10**18 - 1)
    return st.builds(
        Token,
        position=numbers,
        digest=st.binary(min_size=32, max_size=32).map(bytes.hex),
        published=st.none() | exact,
        rules=numbers.filter(bool),
        policy=st.text(min_size=1).filter(lambda each: bool(each.strip())),
    )


def test_token_is_one_line_that_can_be_read() -> None:
    """Position, date of publication, rules, policy, the whole digest, and a check."""
    assert str(CITED) == TEXT


def test_everything_published_is_said_in_a_word() -> None:
    """Where no date limits what counts, the token says so."""
    assert str(evolve(CITED, published=None)).split("/")[2] == "all"


@given(tokens())
def test_text_of_a_token_is_read_as_that_token(cited: Token) -> None:
    """Round trip: `parse(str(token)) == token`, whatever the policy is called."""
    assert Token.parse(str(cited)) == cited


@given(tokens())
def test_token_needs_no_quoting(cited: Token) -> None:
    """No blank, quote, backtick or comma: one word to a shell, to CSV and in Markdown's code."""
    assert set("/:.-+%_~") | set(map(chr, range(48, 58))) >= {
        sign for sign in str(cited) if not (sign.isascii() and sign.isalpha())
    }


def test_instants_of_one_moment_are_one_token() -> None:
    """A token is written in UTC, in whatever zone its date was given."""
    kyiv = datetime(2024, 10, 30, 2, tzinfo=timezone(timedelta(hours=2)))
    assert str(evolve(CITED, published=kyiv)) == TEXT
    assert evolve(CITED, published=kyiv).published == datetime(2024, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "pasted",
    [
        f"  {TEXT}\n",
        f"{TEXT[:60]}\n    {TEXT[60:]}",
        TEXT.replace("/", "/\u200b"),
        TEXT[:70] + "\u00ad\n" + TEXT[70:],
        TEXT.replace("/", "\u00a0/\u202f"),
        TEXT.replace("-", "\u2011"),
        TEXT.replace("-", "\u2013"),
        "T" + TEXT[1:],
        f"“{TEXT}.”",
        f"`{TEXT}`",
        f"<{TEXT}>",
        f"({TEXT}).",
        f"„{TEXT}“,",
        f"\ufeff\u2067{TEXT}\u2069",
    ],
)
def test_token_survives_typesetting(pasted: str) -> None:
    """Wrapped, hyphenated, quoted or capitalised by a program, it is the same token."""
    assert Token.parse(pasted) == CITED


@pytest.mark.parametrize(
    "text,problem",
    [
        ("", "'' is no token; a token begins with timeline-1/"),
        ("8", "is no token"),
        ("timeline-1", "is no token"),
        ("timeline-0/8", "is no token"),
        (DIGEST, "is no token"),
        (
            "timeline-2/" + TEXT[11:],
            "format 2, and this program reads format 1; read it with a newer",
        ),
        ("timeline-" + "9" * 99 + "/", "format 999999999, and"),
        (TEXT[:50], "ends early, with 4 of 6 parts behind timeline-1/; copy it again, whole"),
        (TEXT + "/1", "goes on behind its end; copy the token alone"),
        (TEXT.replace("/8/", "/08/"), "has a damaged position, '08'"),
        (TEXT.replace("/8/", "/٨/"), "has a damaged position, '٨'"),
        (TEXT.replace("/8/", "/-8/"), "has a damaged position, '-8'"),
        (TEXT.replace("/8/", f"/{10**18}/"), "has a damaged position"),
        (TEXT.replace("00:00Z", "00:00"), "has a damaged date of publication"),
        (TEXT.replace("2024-10-30T00:00Z", "any"), "has a damaged date of publication, 'any'"),
        (TEXT.replace("rules-1", "rules-0"), "has a damaged version of the rules, 'rules-0'"),
        (TEXT.replace("latest+published", ""), "has a damaged policy, ''"),
        (TEXT.replace("+", "%2b"), "has a damaged policy, 'latest%2bpublished'"),
        (TEXT.replace(DIGEST, DIGEST[:-1]), "has a damaged digest"),
        (TEXT.replace(DIGEST, DIGEST.upper()), "has a damaged digest"),
        (TEXT[:-1], "has a damaged check, '0346c02'"),
        (TEXT.replace("/8/", "/9/"), "was damaged: its check does not fit the rest; copy it again"),
        (TEXT.replace("10-30", "10-31"), "was damaged: its check does not fit the rest"),
        (TEXT.replace("latest", "\udcff"), "has a damaged policy"),
    ],
)
def test_damage_is_told_with_its_part(text: str, problem: str) -> None:
    """What was lost or changed on the way is named, and what to do."""
    with pytest.raises(TokenTextError) as caught:
        Token.parse(text)
    assert problem in str(caught.value)


def forged(said: str) -> str:
    """Return a text with the check that it would have if it were a token."""
    from timeline.resolution.citation import _check  # noqa: PLC0415 - only forgers need it

    return f"{said}/{_check(said)}"


@pytest.mark.parametrize(
    "old,new,problem",
    [
        ("2024-10-30T00:00Z", "2024-02-30T00:00Z", "is no real moment"),
        ("2024-10-30T00:00Z", "2024-10-30T00:00:00Z", "is not in the one form of its content"),
        ("2024-10-30T00:00Z", "2024-10-30T00Z", "is no exact instant"),
        ("latest+published", "latest%20published", "is not in the one form"),
        ("latest+published", "%FF", "is not in the one form"),
        ("latest+published", "+", "is empty"),
    ],
)
def test_token_has_one_form(old: str, new: str, problem: str) -> None:
    """A text with a right check that no program would have written is refused, too."""
    said = TEXT.rpartition("/")[0].replace(old, new)
    with pytest.raises(TokenTextError, match=problem):
        Token.parse(forged(said))


@given(tokens(), st.data())
def test_one_wrong_sign_is_never_another_token(cited: Token, data: st.DataObject) -> None:
    """A sign changed, lost, doubled or swapped with the next: refused, or the same token."""
    text = str(cited)
    at = data.draw(st.integers(0, len(text) - 2))
    other = data.draw(st.characters())
    slips = (
        text[:at] + other + text[at + 1 :],
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    )
    for slip in slips:
        try:
            read = Token.parse(slip)
        except TokenTextError:
            continue
        assert read == cited


@given(st.text())
def test_any_text_is_a_token_or_one_clear_error(text: str) -> None:
    """Whatever is pasted, nothing but the error of tokens is raised."""
    for pasted in (text, f"timeline-1/{text}", TEXT + text, text + TEXT):
        with suppress(TokenTextError):
            assert Token.parse(pasted) == CITED


@pytest.mark.parametrize("pasted", [" " * 10**7, "timeline-1" + "/" * 10**6, "9" * 10**6])
def test_hostile_text_is_refused_soon(pasted: str) -> None:
    """Megabytes in the place of a token take no time and no page of message."""
    began = time.perf_counter()
    with pytest.raises(TokenTextError) as caught:
        Token.parse(pasted)
    assert len(str(caught.value)) < 300
    assert time.perf_counter() - began < 5


def test_what_is_no_text_is_refused() -> None:
    """A number in the place of a token is named by its type."""
    with pytest.raises(TokenTextError, match="8 is a int, not a text"):
        Token.parse(8)  # type: ignore[arg-type]  # the slip is the test


def test_token_and_its_text_are_taken_alike() -> None:
    """Where a token is wanted, its text is as good."""
    assert token(TEXT) == token(CITED) == CITED


@pytest.mark.parametrize(
    "field,value,problem",
    [
        ("position", -1, "no whole number from 0"),
        ("position", True, "no whole number from 0"),
        ("position", 10**18, "no whole number from 0"),
        ("position", "8", "is a str"),
        ("digest", DIGEST[:12], "not 64 lower-case hex digits"),
        ("digest", None, "is a NoneType"),
        ("published", "2024-10-30T00:00", "has no offset"),
        ("rules", 0, "versions begin with 1"),
        ("policy", " ", "is empty"),
        ("policy", "\ud800", "half a character"),
    ],
)
def test_wrong_token_cannot_exist(field: str, value: Any, problem: str) -> None:
    """Every field is checked in the class, and named."""
    with pytest.raises(FieldError, match=f"Token.{field}: .*{problem}"):
        evolve(CITED, **{field: value})


def test_token_has_no_defaults() -> None:
    """What it does not say, nobody may add."""
    with pytest.raises(MissingFieldError, match="digest, published, rules, policy"):
        Token(position=8)  # type: ignore[call-arg]  # the slip is the test


def test_log_that_ends_before_is_named_with_its_end() -> None:
    """An older copy, or a log whose end was cut off, is told from another log."""
    with pytest.raises(OtherLogError, match="of position 8, and the log ends at 5; open the log"):
        check_log(CITED, last=5, digest=None)


def test_other_log_is_named_with_both_digests() -> None:
    """Another chain value at that position: another log, or a rewritten one."""
    with pytest.raises(
        OtherLogError, match="the digest ffffffffffff…, not 0a5396e6e146…: it is an"
    ):
        check_log(CITED, last=9, digest="f" * 64)


def test_the_log_of_the_token_is_taken() -> None:
    """The same chain value at that position is the same log up to there."""
    check_log(CITED, last=9, digest=DIGEST)


def test_newer_rules_ask_for_a_newer_program() -> None:
    """What this program cannot know is told as such."""
    with pytest.raises(
        OtherRulesError, match="by rules 2, and this program has rules 1; ask a newer"
    ):
        check_rules(evolve(CITED, rules=2), here=1)


def test_older_rules_name_the_release_that_had_them() -> None:
    """After a change of the rules, the message says which release still answers."""
    with pytest.raises(
        OtherRulesError, match=r"rules 1, and .* rules 2; ask timeline-ledger 0\.1, or"
    ):
        check_rules(CITED, here=2)


def test_same_rules_are_taken() -> None:
    """The rules that made it may answer it."""
    check_rules(CITED, here=1)


def test_policy_of_another_name_is_asked_for() -> None:
    """What is given beside a token has to be what it was made under."""
    with pytest.raises(OtherPolicyError, match="'A first', not 'latest published'; give that one"):
        chosen(evolve(CITED, policy="A first"), LATEST_PUBLISHED, None)


def test_policy_that_is_not_known_is_asked_for() -> None:
    """A policy, or a status rule, that the library does not have has to be given again."""
    with pytest.raises(UnknownPolicyError, match=r"'A first'.*give the one that.*policy=…"):
        chosen(evolve(CITED, policy="A first"), None, None)
    with pytest.raises(UnknownPolicyError, match=r"'mine'.*status=…"):
        chosen(evolve(CITED, policy="latest published; status: mine"), None, None)


def test_policy_of_that_name_is_taken() -> None:
    """A name is all that a token tells of a policy."""
    first = Policy(name="A first", rank=lambda *_: ())
    assert chosen(evolve(CITED, policy="A first"), first, None) == (first, STANCES_AND_ORIGINS)


def test_library_policies_are_found_by_their_names() -> None:
    """With what was asked of them: publishers in their order, and how many origins confirm."""
    mine = source_first("Reuters", "A, B & C", "100%", "Суспільне"), confirmed_by(3)
    for policy in (LATEST_PUBLISHED, MOST_PRECISE, MOST_ORIGINS, mine[0]):
        for status in (STANCES_AND_ORIGINS, mine[1]):
            cited = evolve(CITED, policy=choice(policy, status))
            found = chosen(Token.parse(str(cited)), None, None)
            assert found == (policy, status)


def test_every_error_of_tokens_is_one_of_ours() -> None:
    """They are caught as what the library raises, and as wrong values."""
    for each in (OtherLogError, OtherPolicyError, OtherRulesError, TokenTextError):
        assert issubclass(each, TimelineError)
        assert issubclass(each, ValueError)
