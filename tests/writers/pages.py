"""Reading a page back with the standard library's parser: elements, links, text."""

import re
from html.parser import HTMLParser

from attrs import Factory, define

VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})


@define(slots=False)
class Page(HTMLParser):
    """
    What a parser finds in a page.

    Args:
        elements: Each start tag with the names of its attributes, and each end tag, in order;
            escaped signs are left out.
        attributes: Each element's name with its attributes.
        texts: The text of each innermost isolated piece, its escapes included.
        styles: The contents of `style` elements.
        declarations: Comments, declarations and processing instructions.
    """

    elements: list[tuple[str, ...]] = Factory(list)
    attributes: list[tuple[str, dict[str, str]]] = Factory(list)
    texts: list[str] = Factory(list)
    styles: list[str] = Factory(list)
    declarations: list[str] = Factory(list)
    open: list[tuple[str, bool]] = Factory(list)

    def __attrs_post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and open it."""
        given = {name: value or "" for name, value in attrs}
        is_sign = given.get("class") == "sign"
        if not is_sign:
            self.elements.append((tag, *sorted(given)))
            self.attributes.append((tag, given))
        if tag == "bdi":
            self.texts.append("")
        if tag not in VOID:
            self.open.append((tag, is_sign))

    def handle_endtag(self, tag: str) -> None:
        """Close an element; whatever closes another one is noted as such."""
        opened, is_sign = self.open.pop() if self.open else ("nothing", False)
        if opened != tag:
            self.elements.append((f"/{tag} closes {opened}",))
        elif not is_sign:
            self.elements.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        """Keep texts of records and styles."""
        names = [name for name, _ in self.open]
        if names[-1:] == ["style"]:
            self.styles.append(data)
        if "bdi" in names:
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self.declarations.append(data)

    def handle_decl(self, decl: str) -> None:
        """Note a declaration."""
        self.declarations.append(decl)

    def handle_pi(self, data: str) -> None:
        """Note a processing instruction."""
        self.declarations.append(data)

    def unknown_decl(self, data: str) -> None:
        """Note a marked section."""
        self.declarations.append(data)

    def values(self, tag: str, name: str) -> list[str]:
        """Return the values of an attribute of all elements of a name."""
        return [given[name] for each, given in self.attributes if each == tag and name in given]


def page_of(text: str) -> Page:
    """Return a page, read; all its elements are closed."""
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page


def words_of(text: str) -> str:
    """Return a piece of a page without its tags, blanks folded."""
    return " ".join(re.sub(r"<[^>]*>", "", text).split())
