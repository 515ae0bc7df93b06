"""
Write the table of look-alike characters again, from the files of a Unicode version.

```text
python tests/tables/confusables.py confusables.txt DerivedCoreProperties.txt
```

Both files are in the Unicode Character Database: the first under `security`, the second under
`ucd`. What is written is the package's own `timeline/resolution/unicode/confusables.txt`.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

TABLE = Path(__file__).parents[2] / "timeline/resolution/unicode/confusables.txt"

_HEAD = """\
# Characters that look alike: each prototype, and what looks like it, as hexadecimal code points.
# Written by tests/tables/confusables.py from confusables.txt and DerivedCoreProperties.txt of
# Unicode {version}. Copyright (c) Unicode, Inc.; its licence stands beside this file.
version ; {version}
ignorable ; {ignorable}
"""

_VERSION = re.compile(r"^# Version: (\S+)$", re.MULTILINE)
_PROPERTIES = re.compile(r"^# DerivedCoreProperties-(\S+)\.txt$", re.MULTILINE)


def table(confusables: str, properties: str) -> str:
    """
    Return the text of the table.

    Args:
        confusables: Text of Unicode's `confusables.txt`.
        properties: Text of `DerivedCoreProperties.txt` of the same version.

    Raises:
        ValueError: The files are of two versions, or none of them.
    """
    one, other = _VERSION.search(confusables), _PROPERTIES.search(properties)
    if one is None or other is None or one[1] != other[1]:
        raise ValueError("the two files are not of one Unicode version")
    ignorable = " ".join(_spans(set(_ignorable(properties))))
    lines = [
        f"{' '.join(prototype)} ; {' '.join(_spans(sources))}"
        for prototype, sources in sorted(_sources(confusables).items())
    ]
    return _HEAD.format(version=one[1], ignorable=ignorable) + "\n".join(lines) + "\n"


def _sources(confusables: str) -> Mapping[tuple[str, ...], set[int]]:
    found: dict[tuple[str, ...], set[int]] = {}
    for line in confusables.splitlines():
        fields = [each.strip() for each in line.split("#")[0].split(";")]
        if len(fields) == 3:
            found.setdefault(tuple(fields[1].split()), set()).add(int(fields[0], 16))
    return found


def _ignorable(properties: str) -> Iterator[int]:
    for line in properties.splitlines():
        fields = [each.strip() for each in line.split("#")[0].split(";")]
        if fields[1:] == ["Default_Ignorable_Code_Point"]:
            first, _, last = fields[0].partition("..")
            yield from range(int(first, 16), int(last or first, 16) + 1)


def _spans(points: set[int]) -> Iterator[str]:
    for first in sorted(each for each in points if each - 1 not in points):
        last = first
        while last + 1 in points:
            last += 1
        yield f"{first:04X}" if first == last else f"{first:04X}..{last:04X}"


if __name__ == "__main__":
    given = [Path(each).read_text(encoding="utf-8-sig") for each in sys.argv[1:3]]
    TABLE.write_text(table(*given), encoding="ascii", newline="\n")
