"""The words that news puts around a number: `some 3,000`, `at least two`, `up to 8`, `50+`."""

import re
from decimal import Decimal
from math import prod
from typing import NoReturn

from timeline.errors import QuantityError
from timeline.records.exact_numbers import EXACT, Number, number
from timeline.records.quantity import Quantity

LONGEST = 200
"""Longest text that is looked at, in characters."""

Reading = tuple[dict[str, Number], str | None]
"""The ends that a text states, by name, and the unit."""

_BEFORE = {
    # What the number after these words is: the one possible number, the best, a bound.
    "point": r"exactly|precisely|a total of",
    "best": r"about|around|approximately|approx\.?|roughly|some|circa|ca?\.|~|nearly|almost"
    r"|close to|just under|an estimated|estimated",
    "low": r"at least|(?:no|not) (?:fewer|less) than|a minimum of|≥|>=",
    "more_than": r"(?:(?:just|slightly|well|a little) )?(?:more than|over)|above|upwards? of"
    r"|in excess of|>",
    "high": r"at most|up to|as many as|as much as|(?:no|not) more than|a maximum of|≤|<=",
    "fewer_than": r"fewer than|less than|under|below|<",
}
_AFTER = {"low": r"\+| or more", "high": " or (?:fewer|less)", "best": " or so"}

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"]
_TEENS += ["seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_COUNTS = {word: Decimal(count) for count, word in enumerate(["zero", *_ONES, *_TEENS])}
_COUNTS |= {word: Decimal(10 * count) for count, word in enumerate(_TENS, start=2)}
_COUNTS |= {"a": Decimal(1), "an": Decimal(1), "half a": Decimal("0.5")}
_GROUPS = {"dozen": 12, "hundred": 100, "thousand": 1000}
_GROUPS |= {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_NO_UNIT = {*_COUNTS, *_GROUPS, "and", "or", "but", "to", "in", "on", "at", "by", "from", "with"}
_NO_UNIT |= {"who", "that", "were", "was", "are", "is", "have", "has", "had", "than", "not", "no"}
_NO_UNIT |= {"half", "third", "thirds", "quarter", "quarters", *(f"{word}s" for word in _GROUPS)}

_GROUP = "|".join(_GROUPS)
_DIGITS = r"[-\u2212]?[0-9][0-9.,'\u2019]*+(?: [0-9]{3}(?![0-9])(?:\.[0-9]+)?+)*+"
_COUNT = (
    rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?+"
    rf"|zero|{'|'.join(_TEENS)}|{'|'.join(_ONES)}|(?:half a|an?)(?= (?:{_GROUP})\b)"
)
_FIGURE = rf"(?:{_DIGITS}|(?:{_COUNT})\b)(?: (?:{_GROUP})\b){{0,2}}"
_UNIT = r"(?:(?: |(?=%))(?P<unit>[^0-9\s(),+-][^(),]*?))?"


def _before(*ends: str) -> str:
    return rf"(?:{'|'.join(_BEFORE[end] for end in ends)})(?: |(?<=[~≥≤<>=]))"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


_ONE = _pattern(
    rf"(?P<before>{_before(*_BEFORE)})?(?P<figure>{_FIGURE})"
    rf"(?P<after>{'|'.join(_AFTER.values())})?{_UNIT}(?P<late>{'|'.join(_AFTER.values())})?"
)
_RANGE = _pattern(
    rf"(?:(?P<between>between )|from )?(?P<first>{_FIGURE})"
    rf"(?:(?P<and> and )|(?P<dash> ?[-\u2013\u2014] ?)| to | or )(?P<last>{_FIGURE}){_UNIT}"
)
_TWO_ENDS = _pattern(
    rf"(?P<least>{_before('low', 'more_than')}{_FIGURE}) (?:and|but) "
    rf"(?P<most>{_before('high', 'fewer_than')}{_FIGURE}){_UNIT}"
)
_WITH_BOUNDS = _pattern(r"(?P<best>[^()]+) \((?P<bounds>[^()]+)\)")
_UNKNOWN = _pattern(
    r"unknown|unclear|not (?:known|stated|disclosed)|undisclosed|unspecified|unstated"
    r"|(?:an )?(?:unknown|undisclosed|unspecified) number of (?P<unit>[^0-9\s(),+-][^(),]*)"
)
_SILENT = (
    r"(?:data|information|details?|figures?|numbers?|counts?|word|reports?|reported|confirmed"
    r"|known|immediate|official|clear|estimates?|comment|evidence|records?|one|more|less|fewer)\b"
)
_NONE = _pattern(rf"none|nil|no(?: (?!{_SILENT})(?P<unit>[^0-9\s(),+-][^(),]*))?")
_SILENCE = _pattern(rf"no {_SILENT}.*")
_VAGUE = _pattern(
    r".*\b(?:dozens|scores|tens|hundreds|thousands|millions|several|few|many|numerous|multiple"
    r"|couple|handful|most of|half|number of)\b.*"
)
_PLAIN_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([, '\u2019])[0-9]{3}(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_THOUSAND = 1000


def quantity(value: Quantity | Number | str) -> Quantity:
    """
    Return the figure that a number or a text states; a number without a hedge is exact.

    *Nearly 50* is about 50: a figure does not keep on which side of its best number it is.
    *A dozen* is 12; *dozens* and *several* are no figure, since any number would be ours.

    >>> quantity("more than 600,000").low
    600000
    >>> str(quantity("between 10,900 and 12,000 troops"))
    '10,900 to 12,000 troops'

    Raises:
        QuantityError: The text states no figure, or one that can be read in two ways.
    """
    if isinstance(value, Quantity):
        return value
    if not isinstance(value, str):
        return Quantity.exactly(value)
    if len(value) > LONGEST:
        raise QuantityError(value, "is too long for a figure", "write the figure alone")
    text = " ".join(value.split()).removesuffix(".")
    words = text.removesuffix(", perhaps below zero")
    ends, unit = _reading(words)
    return Quantity.stated(ends, below_zero=words != text, unit=unit)


def _reading(text: str) -> Reading:
    for pattern, reading in _READINGS:
        if match := pattern.fullmatch(text):
            return reading(match)
    return _refused(text)


def _unknown(match: re.Match[str]) -> Reading:
    return {}, match["unit"]


def _none(match: re.Match[str]) -> Reading:
    return _point(0), _counted(match)


def _point(value: Number) -> dict[str, Number]:
    return {"low": value, "high": value}


def _one(match: re.Match[str]) -> Reading:
    hedges = [_end(match["before"], _BEFORE), _end(match["after"], _AFTER)]
    ends = [end for end in (*hedges, _end(match["late"], _AFTER)) if end]
    if len(ends) > 1:
        raise QuantityError(match.string, "has two hedges", "keep one of them")
    value = _amount(match["figure"])
    stated = _point(value) if ends in ([], ["point"]) else {ends[0]: value}
    return stated, _counted(match)


def _end(words: str | None, table: dict[str, str]) -> str | None:
    if words is None:
        return None
    return next(end for end in table if _pattern(table[end]).fullmatch(words.rstrip(" ")))


def _range(match: re.Match[str]) -> Reading:
    if match["and"] and not match["between"]:
        _refused(match.string)
    low, high = _amount(match["first"]), _amount(match["last"])
    count, groups = _parts(match["last"])
    if low <= _numeral(count) and groups and not _parts(match["first"])[1]:
        _twice(match.string)
    if match["dash"] and low < _THOUSAND <= high and low * _THOUSAND < high:
        _twice(match.string)
    return {"low": low, "high": high}, _counted(match)


def _two_ends(match: re.Match[str]) -> Reading:
    (least, _), (most, _) = _reading(match["least"]), _reading(match["most"])
    return least | most, _counted(match)


def _twice(text: str) -> NoReturn:
    advice = 'write both numbers whole: "1 million to 2 million", "10,000 to 12,000"'
    raise QuantityError(text, "may leave out thousands or millions in its first number", advice)


def _with_bounds(match: re.Match[str]) -> Reading:
    best, unit = _reading(match["best"])
    bounds, bounds_unit = _reading(match["bounds"])
    if best.keys() != {"best"} or "best" in bounds or bounds_unit is not None or not bounds:
        _refused(match.string)
    return best | bounds, unit


def _counted(match: re.Match[str]) -> str | None:
    unit: str | None = match["unit"]
    words = unit.lower().split() if unit else []
    if set(words) & _NO_UNIT or any(word[0].isdigit() for word in words) or words[:1] == ["of"]:
        _refused(match.string)
    return unit


def _parts(figure: str) -> tuple[str, list[str]]:
    words = figure.lower().split(" ")
    groups = [word for word in words if word in _GROUPS]
    return " ".join(words[: len(words) - len(groups)]), groups


def _amount(figure: str) -> Number:
    count, groups = _parts(figure)
    factor = prod(_GROUPS[group] for group in groups)
    return number(EXACT.multiply(_numeral(count), factor))


def _numeral(count: str) -> Number:
    if count[-1].isalpha():
        exact = _COUNTS.get(count)
        return (
            exact if exact is not None else sum(_COUNTS[word] for word in re.split("[- ]", count))
        )
    negative, figures = count[0] in "-\u2212", count.lstrip("-\u2212")
    if _UNCLEAR.fullmatch(figures):
        whole = figures.replace(".", ",")
        fraction = "" if figures.count(".") > 1 else f", or {figures}0 if it is a fraction"
        raise QuantityError(count, "may mean thousands or a fraction", f"write {whole}{fraction}")
    if not (_PLAIN_DIGITS.fullmatch(figures) or _GROUPED.fullmatch(figures)):
        raise QuantityError(count, "is no number", "write 10000, 10,000 or 10 000, and 1.5")
    value = number(Decimal(re.sub("[, '\u2019]", "", figures)))
    return -value if negative else value


def _refused(text: str) -> NoReturn:
    if not text:
        raise QuantityError(text, "is empty", 'write "unknown" if no figure is stated')
    if _SILENCE.fullmatch(text):
        raise QuantityError(text, "may mean unknown or none", 'write "unknown" or "0"')
    if _VAGUE.fullmatch(text):
        advice = 'write the least that it says, such as "at least 24", or "unknown"'
        raise QuantityError(text, "names no number", advice)
    if re.search(r"[0-9][^\W\d_]", text):
        raise QuantityError(text, "has letters on a number", 'write "10,000" or "10 km"')
    advice = 'write 100, "about 10,000", "at least 13 people", "10,900 to 12,000" or "unknown"'
    raise QuantityError(text, "is not read as a figure", advice)


_READINGS = (
    (_UNKNOWN, _unknown),
    (_NONE, _none),
    (_WITH_BOUNDS, _with_bounds),
    (_TWO_ENDS, _two_ends),
    (_RANGE, _range),
    (_ONE, _one),
)
