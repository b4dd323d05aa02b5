"""What makes a file last and be read out: metadata, colour profile, and repairs to the writer."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from consult_app.documents import shaping

PRODUCER = "Consult"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>{conformance}</pdfaid:conformance>{accessible}
</rdf:Description>{extension}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_ACCESSIBLE = "\n<pdfuaid:part>1</pdfuaid:part>"
_EXTENSION = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of the standard that is met</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself; no name and no finding of a patient."""

    title: str
    author: str
    subject: str
    language: str
    composed_at: datetime


def describe(document: Any, about: About, *, tagged: bool = True) -> None:
    """Put metadata, the moment of composing and the colour profile into `document`.

    `tagged`: it claims PDF/A-2a and PDF/UA-1; else PDF/A-2b, which pictures alone can keep.
    """
    _set_time(document, about.composed_at)
    info = document.info
    info.title, info.author, info.subject = about.title, about.author, about.subject
    info.producer = info.creator = PRODUCER
    packet = _packet(about, tagged)
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = XMP(creator=lambda _document: packet)
    if tagged:
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    catalog.OutputIntents = PDFArray([_output_intent(document)])


def _packet(about: About, tagged: bool) -> bytes:
    words = {name: escape(getattr(about, name)) for name in ("title", "author", "subject")}
    when = about.composed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    text = _PACKET.format(
        **words,
        language=escape(about.language),
        producer=PRODUCER,
        when=when,
        conformance="A" if tagged else "B",
        accessible=_ACCESSIBLE if tagged else "",
        extension=_EXTENSION if tagged else "",
    )
    return text.encode()


def _set_time(document: Any, moment: datetime) -> None:
    """Make the writer's clock stand at `moment`, so that the same sheet gives the same bytes."""
    stamp = document._timeStamp
    utc = moment.astimezone(UTC)
    stamp.t, stamp.lt = utc.timestamp(), utc.timetuple()
    stamp.YMDhms, stamp.dhh, stamp.dmm, stamp.tzname = tuple(stamp.lt)[:6], 0, 0, "UTC"


@cache
def _profile() -> bytes:
    """An sRGB profile, its date fixed so that equal sheets stay equal, compressed."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 2000-01-01
    data[84:100] = bytes(16)  # the optional fingerprint covers the date
    return zlib.compress(bytes(data))


def _output_intent(document: Any) -> Any:
    profile = PDFStream(content=_profile())
    profile.dictionary["N"] = 3
    profile.dictionary["Filter"] = PDFName("FlateDecode")
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile, "ColourProfile"),
        }
    )


@contextmanager
def repaired_writer() -> Iterator[None]:
    """For as long as it lasts, reportlab writes streams and character maps as PDF/A wants them.

    It leaves out the line end before `endstream` (ISO 32000-1, 7.3.8.1) and maps the missing
    glyph to U+0000. Callers hold the renderer's lock, since this swaps two names of the library.
    """
    stream_format, character_map = pdfdoc.PDFStream.format, ttfonts.makeToUnicodeCMap

    def format_with_line_end(stream: Any, document: Any) -> bytes:
        data: bytes = stream_format(stream, document)
        # both characters: after data that happens to end in one of them, one would be ambiguous
        return data.removesuffix(b"endstream\n") + b"\r\nendstream\n"

    pdfdoc.PDFStream.format = format_with_line_end
    ttfonts.makeToUnicodeCMap = _character_map
    try:
        yield
    finally:
        pdfdoc.PDFStream.format = stream_format
        ttfonts.makeToUnicodeCMap = character_map


def _character_map(_font: str, subset: list[int]) -> str:
    """The ToUnicode map of a subset: glyph number to character, without those that draw nothing."""
    rows = [
        f"<{number:02X}> <{shaping.meaning(code).encode('utf-16-be').hex().upper()}>"
        for number, code in enumerate(subset)
        if code >= 32 and (code != 32 or number == 32)
    ]
    chunks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(
                line
                for chunk in chunks
                for line in (f"{len(chunk)} beginbfchar", *chunk, "endbfchar")
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
