"""A PDF canvas that says what each part is, so that a screen reader can read the page in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFPage,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWords:
    """What the file says about itself; `made_at` is the record's own time."""

    title: str
    subject: str
    author: str
    locale: str
    made_at: datetime


@dataclass(eq=False, slots=True, kw_only=True)
class Element:
    """A node of the structure tree; its children are elements or marks as (page, number).

    `scope` of a table's heading is "Column" or "Row".
    """

    role: str
    scope: str = ""
    alt: str = ""
    spoken: str = ""
    box: Box | None = None
    children: list[Element | tuple[int, int]] = field(default_factory=list)


class TaggedCanvas(Canvas):
    """Draws on pages and remembers the structure; the same record gives the same bytes."""

    _doc: Any
    _code: Any

    def __init__(self, buffer: BytesIO, size: tuple[float, float], words: DocumentWords) -> None:
        super().__init__(
            buffer,
            pagesize=size,
            lang=words.locale,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
        )
        self._words = words
        self._root = self._parent = Element(role="Document")
        self._marked: list[list[Element]] = [[]]
        self._pages: list[Any] = []
        self._doc._timeStamp = _time_stamp(words.made_at)
        self.setTitle(words.title)
        self.setSubject(words.subject)
        self.setAuthor(words.author)
        self.setCreator("clinicapp")

    @contextmanager
    def tagged(
        self, role: str, *, alt: str = "", spoken: str = "", box: Box | None = None
    ) -> Iterator[None]:
        """What is drawn inside is one element of this role."""
        element = Element(role=role, alt=alt, spoken=spoken, box=box)
        self._parent.children.append(element)
        marks = self._marked[-1]
        element.children.append((len(self._marked) - 1, len(marks)))
        self.raw(f"/{role} <</MCID {len(marks)}>> BDC")
        marks.append(element)
        yield
        self.raw("EMC")

    @contextmanager
    def grouped(self, role: str, *, scope: str = "") -> Iterator[None]:
        """The elements made inside are children of one element of this role, over pages too."""
        outside, self._parent = self._parent, Element(role=role, scope=scope)
        outside.children.append(self._parent)
        yield
        self._parent = outside

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn inside is not read aloud."""
        self.raw("/Artifact BMC")
        yield
        self.raw("EMC")

    def raw(self, code: str) -> None:
        """Add page content as PDF operators."""
        self._code.append(code)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._pages.append(self._doc.thisPageRef())
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._pages) - 1, PDFName("S")
        self._marked.append([])

    def save(self) -> None:
        if self._code:
            self.showPage()
        self._write_structure()
        self.setViewerPreference("DisplayDocTitle", "true")
        packet = _metadata(self._words, self._doc.info.producer).encode("utf-8")
        self._doc.Catalog.Metadata = XMP(creator=lambda _document: packet)
        super().save()

    def _write_structure(self) -> None:
        document, references = self._doc, dict[int, Any]()
        tree = _dictionary(Type=PDFName("StructTreeRoot"))
        root = document.Reference(tree)
        tree["K"] = PDFArray([self._built(self._root, root, references)])
        numbers: list[Any] = []
        for page, elements in enumerate(self._marked[: len(self._pages)]):
            marks = PDFArray([references[id(e)] for e in elements])
            numbers += [page, document.Reference(marks)]
        tree["ParentTree"] = document.Reference(_dictionary(Nums=PDFArray(numbers)))
        tree["ParentTreeNextKey"] = len(self._pages)
        document.Catalog.StructTreeRoot = root
        # The token, not the Python value: that would be written with a capital letter.
        document.Catalog.MarkInfo = _dictionary(Marked="true")

    def _built(self, element: Element, parent: Any, references: dict[int, Any]) -> Any:
        made = _dictionary(Type=PDFName("StructElem"), S=PDFName(element.role), P=parent)
        reference = references[id(element)] = self._doc.Reference(made)
        children = []
        for child in element.children:
            if isinstance(child, Element):
                children.append(self._built(child, reference, references))
            else:
                page, number = child
                mark = _dictionary(Type=PDFName("MCR"), Pg=self._pages[page], MCID=number)
                children.append(mark)
        made["K"] = PDFArray(children)
        if element.alt:
            made["Alt"] = PDFString(element.alt)
        if element.spoken:
            made["ActualText"] = PDFString(element.spoken)
        if element.box:
            box, block = PDFArray(list(element.box)), PDFName("Block")
            made["A"] = _dictionary(O=PDFName("Layout"), BBox=box, Placement=block)
        if element.scope:
            made["A"] = _dictionary(O=PDFName("Table"), Scope=PDFName(element.scope))
        return reference


def _dictionary(**entries: Any) -> Any:
    return PDFDictionary(entries)


def _time_stamp(moment: datetime) -> TimeStamp:
    """The record's time where reportlab would take the clock's."""
    stamp = TimeStamp(1)
    utc = moment.astimezone(UTC)
    stamp.t, stamp.lt, stamp.tzname = utc.timestamp(), utc.timetuple(), "UTC"
    stamp.YMDhms = tuple(stamp.lt)[:6]
    stamp.dhh = stamp.dmm = 0
    return stamp


def _metadata(words: DocumentWords, producer: str) -> str:
    moment = words.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(words.title)}</rdf:li></rdf:Alt></dc:title>"
        f"<dc:creator><rdf:Seq><rdf:li>{escape(words.author)}</rdf:li></rdf:Seq></dc:creator>"
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(words.subject)}</rdf:li></rdf:Alt></dc:description>"
        f"<pdf:Producer>{escape(producer)}</pdf:Producer>"
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>"
        "<xmp:CreatorTool>clinicapp</xmp:CreatorTool><pdfuaid:part>1</pdfuaid:part>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
