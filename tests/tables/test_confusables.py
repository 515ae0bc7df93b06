"""The table of look-alike characters, as it is written from Unicode's files."""

import re

import pytest

from tests.tables.confusables import TABLE, table
from timeline.resolution.skeletons import confusables

CONFUSABLES = """\
# confusables.txt
# Version: 99.0.0
0430 ;\t0061 ;\tMA\t# ( \u0430 \u2192 a ) CYRILLIC SMALL LETTER A \u2192 LATIN SMALL LETTER A\t#
006D ;\t0072 006E ;\tMA\t# ( m \u2192 rn )
0251 ;\t0061 ;\tMA\t#
0252 ;\t0061 ;\tMA\t#

# total: 4
"""
PROPERTIES = """\
# DerivedCoreProperties-99.0.0.txt
00AD          ; Default_Ignorable_Code_Point # Cf       SOFT HYPHEN
200B..200D    ; Default_Ignorable_Code_Point # Cf   [3] ZERO WIDTH SPACE..ZERO WIDTH JOINER
0041..005A    ; Uppercase # L&  [26] LATIN CAPITAL LETTER A..LATIN CAPITAL LETTER Z
0915          ; InCB; Consonant # Lo       DEVANAGARI LETTER KA
"""


def test_each_prototype_has_a_line_with_what_looks_like_it() -> None:
    """Code points in hexadecimal, spans of them joined, in order."""
    lines = table(CONFUSABLES, PROPERTIES).splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "version ; 99.0.0",
        "ignorable ; 00AD 200B..200D",
        "0061 ; 0251..0252 0430",
        "0072 006E ; 006D",
    ]


@pytest.mark.parametrize(
    "confusable_file,property_file",
    [(CONFUSABLES, PROPERTIES.replace("99", "98")), (CONFUSABLES, "x"), ("x", PROPERTIES)],
    ids=["two versions", "no properties", "no confusables"],
)
def test_files_of_two_versions_are_refused(confusable_file: str, property_file: str) -> None:
    """A table is of one version of Unicode, and says so."""
    with pytest.raises(ValueError, match="one Unicode version"):
        table(confusable_file, property_file)


def test_package_carries_a_small_table_with_its_licence() -> None:
    """Less than 100 kB, in ASCII, and the notice that it may be spread under."""
    assert len(TABLE.read_bytes()) < 100_000
    assert TABLE.read_bytes().isascii()
    licence = (TABLE.parent / "LICENSE.txt").read_text(encoding="utf-8")
    assert re.search("UNICODE LICENSE V3", licence)
    assert re.search("SPDX-License-Identifier: Unicode-3.0", licence)


def test_package_reads_the_table_that_it_carries() -> None:
    """Single signs, several signs, and signs that nobody sees."""
    read = confusables()
    shown = {sign: read.prototypes[ord(sign)] for sign in "\u0430m\u200b"}
    assert shown == {"\u0430": "a", "m": "rn", "\u200b": ""}
    assert ord("a") not in read.prototypes
