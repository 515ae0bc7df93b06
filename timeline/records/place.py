"""Where something happened, and how exactly that is known."""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from timeline.errors import FieldError, shown
from timeline.records.fields import (
    RefusedError,
    member,
    named,
    optional_text,
    several,
    strict,
    text,
)

_COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
    """.split()  # noqa: SIM905 - the ISO 3166-1 table as a block stays readable
)


class Precision(Enum):
    """How exactly a place is known; its coordinates are the middle of that area."""

    EXACT = "exact"
    TOWN = "town"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"


def country_code(value: str | None) -> str | None:
    """Return an ISO 3166-1 two-letter code."""
    if value is None:
        return None
    if value not in _COUNTRIES:
        msg = f"{shown(value)} is no ISO 3166-1 code; write two capital letters, such as UA or GB"
        raise RefusedError(msg)
    return str(value)


def degrees(value: Decimal | int | str | None) -> Decimal | None:
    """Return decimal degrees, exactly as written; a float is refused."""
    if value is None:
        return None
    if isinstance(value, int | str) and not isinstance(value, bool):
        value = _decimal(value)
    if not isinstance(value, Decimal) or not value.is_finite():
        msg = f"{shown(value)} is no decimal; write it as text, such as '46.6354'"
        raise RefusedError(msg)
    return _plain_decimal(value)


def precision(value: Precision | str | None) -> Precision | None:
    """Return how exactly a place is known."""
    return None if value is None else member(Precision, value)


@strict
@frozen(kw_only=True, field_transformer=named)
class Place:
    """
    A place as a source names it.

    Args:
        name: The name as the source writes it.
        country: ISO 3166-1 alpha-2 code.
        latitude: Decimal degrees north, -90 to 90, WGS 84; text keeps its digits.
        longitude: Decimal degrees east, -180 to 180, WGS 84.
        precision: What the coordinates stand for.
        region: The region that it lies in, as the source names it.

    Raises:
        FieldError: A bound is crossed, or one coordinate stands without the other.
    """

    name: str = field(converter=text)
    country: str | None = field(default=None, converter=country_code)
    latitude: Decimal | None = field(default=None, converter=degrees)
    longitude: Decimal | None = field(default=None, converter=degrees)
    precision: Precision | None = field(default=None, converter=precision)
    region: str | None = field(default=None, converter=optional_text)

    def __attrs_post_init__(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            absent = "latitude" if self.latitude is None else "longitude"
            raise FieldError("Place", absent, "is missing; coordinates come in pairs")
        _within("latitude", self.latitude, 90)
        _within("longitude", self.longitude, 180)

    def __str__(self) -> str:
        return self.name


def place(value: Place | str) -> Place:
    """Return a place; a text is its name."""
    return value if isinstance(value, Place) else Place(name=text(value))


def places(value: Place | str | Iterable[Place | str]) -> tuple[Place, ...]:
    """Return several places, of which a single one may be given alone."""
    given = [value] if isinstance(value, Place | str) else several(value)
    return tuple(dict.fromkeys(place(each) for each in given))


def _within(name: str, value: Decimal | None, limit: int) -> None:
    if value is not None and not -limit <= value <= limit:
        raise FieldError("Place", name, f"{value} is outside -{limit} to {limit} degrees")


def _decimal(value: int | str) -> Decimal | None:
    try:
        return Decimal(value)
    except ArithmeticError:
        return None


def _plain_decimal(value: Decimal) -> Decimal:
    return Decimal(format(value.normalize(), "f"))
