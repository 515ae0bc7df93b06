"""Print one of the two commands of README's Quick start, so that CI runs what people read."""

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def commands() -> list[str]:
    """Return the commands in the `sh` fences of the section Quick start."""
    section = re.split(r"(?m)^## Quick start\n", README.read_text(encoding="utf-8"))[1]
    section = re.split(r"(?m)^## ", section)[0]
    return re.findall(r"(?ms)^```sh\n(.*?)\n```$", section)


if __name__ == "__main__":
    found = commands()
    if len(found) != 2:
        sys.exit(f"README's Quick start holds {len(found)} sh fences, not 2")
    print(found[int(sys.argv[1]) - 1])
