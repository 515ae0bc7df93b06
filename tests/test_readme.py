"""README: two commands do all the set-up, and its examples print what it says."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_quick_start_is_two_commands() -> None:
    """Two fences of one line each, and no other shell fence in the page."""
    fences = re.findall(r"(?ms)^```sh\n(.*?)\n```$", README)
    section = README.split("## Quick start\n")[1].split("\n## ")[0]
    assert len(fences) == 2
    assert all("\n" not in fence and fence in section for fence in fences)


def test_example_prints_what_the_page_shows() -> None:
    """The text fence behind the script is its output."""
    code, shown = re.findall(r"(?ms)^```python\n(.*?)^```\n+```text\n(.*?)^```", README)[0]
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own page
    assert printed.getvalue() == shown


def test_every_link_of_the_page_leads_to_a_file() -> None:
    """Relative links are not broken."""
    links = re.findall(r"\]\(([^)#]+)\)", README)
    local = [link for link in links if "://" not in link]
    assert local
    assert all((Path(__file__).parent.parent / link).exists() for link in local)
