"""What a page means, beside what it shows: the tree of elements that a screen reader walks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString

HEADINGS = ("H1", "H2", "H3")
KEPT_WHEN_EMPTY = frozenset({"Document", "TD", "TH"})


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content number `mcid` of page `page` (from 1)."""

    page: int
    mcid: int


class Element:
    """A node of the tree; what it contains may lie on several pages."""

    __slots__ = ("actual", "alt", "attributes", "kids", "language", "parent", "role")

    def __init__(
        self,
        role: str,
        *,
        alt: str = "",
        actual: str = "",
        language: str = "",
        attributes: dict[str, Any] | None = None,
    ) -> None:
        self.role = role
        self.alt = alt
        self.actual = actual
        self.language = language
        self.attributes = attributes
        self.parent: Element | None = None
        self.kids: list[Element | Content] = []

    def under(self, parent: Element) -> Element:
        """Hang this element below `parent` where it hangs nowhere yet; gives itself back."""
        if self.parent is None:
            self.parent = parent
            parent.kids.append(self)
        return self

    def walk(self) -> Iterator[Element]:
        """This element and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


def table_header(scope: str) -> dict[str, Any]:
    """Attributes of a header cell; `scope` is Row or Column."""
    return {"O": PDFName("Table"), "Scope": PDFName(scope)}


def list_numbering(kind: str) -> dict[str, Any]:
    """Attributes of a list; `kind` is Disc, Decimal or None."""
    return {"O": PDFName("List"), "ListNumbering": PDFName(kind)}


def layout_box(x: float, y: float, width: float, height: float) -> dict[str, Any]:
    """Attributes of a figure: where it lies."""
    corners = [round(number, 2) for number in (x, y, x + width, y + height)]
    return {"O": PDFName("Layout"), "BBox": PDFArray(corners)}


def write(document: Any, root: Element, pages: list[list[Element]]) -> Any:
    """Write the tree into `document`; gives the StructTreeRoot for the catalog.

    `pages`: for each page, the element of each marked content number.
    """
    _prune(root)
    _raise_headings(root)
    names = {id(element): f"Element{n}" for n, element in enumerate(root.walk(), 1)}
    top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top_reference = document.Reference(top, "StructTreeRoot")
    for element in root.walk():
        parent = element.parent
        above = top_reference if parent is None else PDFObjectReference(names[id(parent)])
        document.Reference(_dictionary(element, above, names), names[id(element)])
    numbers: list[Any] = []
    for index, elements in enumerate(pages):
        references = [PDFObjectReference(names[id(element)]) for element in elements]
        numbers += [index, document.Reference(PDFArray(references), f"Parents{index}")]
    tree = PDFDictionary({"Nums": PDFArray(numbers)})
    top.dict["K"] = PDFObjectReference(names[id(root)])
    top.dict["ParentTree"] = document.Reference(tree, "ParentTree")
    top.dict["ParentTreeNextKey"] = len(pages)
    return top_reference


def _prune(element: Element) -> bool:
    """Drop what holds nothing; tells whether `element` stays."""
    element.kids = [k for k in element.kids if isinstance(k, Content) or _prune(k)]
    return bool(element.kids) or element.role in KEPT_WHEN_EMPTY


def _raise_headings(root: Element) -> None:
    """A heading that would leave a level out becomes the next one below the last."""
    last = -1
    for element in root.walk():
        if element.role in HEADINGS:
            last = min(HEADINGS.index(element.role), last + 1)
            element.role = HEADINGS[last]


def _dictionary(element: Element, above: Any, names: dict[int, str]) -> Any:
    entries: dict[str, Any] = {
        "Type": PDFName("StructElem"),
        "S": PDFName(element.role),
        "P": above,
    }
    page = next((kid.page for kid in element.kids if isinstance(kid, Content)), 0)
    if page:
        entries["Pg"] = PDFObjectReference(f"Page{page}")
    if element.kids:
        entries["K"] = PDFArray([_kid(kid, page, names) for kid in element.kids])
    if element.alt.strip() or element.role == "Figure":
        entries["Alt"] = PDFString(element.alt.strip() or "–")
    if element.actual:
        entries["ActualText"] = PDFString(element.actual)
    if element.language:
        entries["Lang"] = PDFString(element.language)
    if element.attributes:
        entries["A"] = PDFDictionary(element.attributes)
    return PDFDictionary(entries)


def _kid(kid: Element | Content, page: int, names: dict[int, str]) -> Any:
    if isinstance(kid, Element):
        return PDFObjectReference(names[id(kid)])
    if kid.page == page:
        return kid.mcid
    return PDFDictionary(
        {"Type": PDFName("MCR"), "Pg": PDFObjectReference(f"Page{kid.page}"), "MCID": kid.mcid}
    )
