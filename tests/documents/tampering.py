"""What can be done to a sealed file, by programs that are not ours."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

Tamper = Callable[[bytes], bytes]


def flipped(pdf: bytes) -> bytes:
    """One bit of what the first page draws."""
    place = pdf.index(b"stream") + 100
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def saved_anew(pdf: bytes, change: Callable[[pikepdf.Pdf], object] = lambda _pdf: None) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def page_removed(pdf: bytes) -> bytes:
    return saved_anew(pdf, lambda opened: opened.pages.__delitem__(-1))


def page_added(pdf: bytes) -> bytes:
    return saved_anew(pdf, lambda opened: opened.pages.append(opened.pages[0]))


def catalog_changed(pdf: bytes) -> bytes:
    """A later revision in which the document says that it is in another language."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/Lang"] = generic.TextStringObject("xx")
    writer.update_root()  # type: ignore[no-untyped-call]  # the library has no types
    return _written(writer)


def revision_appended(pdf: bytes) -> bytes:
    """A later revision with an object that nothing leads to."""
    writer = _Quiet(io.BytesIO(pdf))
    lost = {generic.NameObject("/A"): generic.NullObject()}
    writer.add_object(generic.DictionaryObject(lost))  # type: ignore[no-untyped-call]  # the library has no types
    return _written(writer)


def truncated(pdf: bytes) -> bytes:
    return pdf[:-2000]


def seal_removed(pdf: bytes) -> bytes:
    """Everything behind the first end of file: the document before its seal."""
    return pdf[: pdf.index(b"%%EOF") + 6]


class _Quiet(IncrementalPdfFileWriter):
    def _update_meta(self) -> None:
        pass


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]  # the library has no types
    return out.getvalue()
