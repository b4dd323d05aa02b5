"""Pages of several files behind each other in one, to be read and printed in one go."""

from __future__ import annotations

import io
from collections.abc import Sequence

from consult_app.documents.pages import opened
from consult_app.errors import Refused


def bundle(pdfs: Sequence[bytes]) -> bytes:
    """One file with all pages. It is another file: seals stay behind, with the originals.

    Raises Refused (document.unreadable).
    """
    import pypdfium2  # when the first pack is saved

    if not pdfs:
        raise Refused("print.nothing")
    with opened(pdfs[0]) as whole:
        for pdf in pdfs[1:]:
            try:
                other = pypdfium2.PdfDocument(pdf)
            except pypdfium2.PdfiumError as broken:
                raise Refused("document.unreadable") from broken
            whole.import_pages(other)
            other.close()
        out = io.BytesIO()
        whole.save(out)
    return out.getvalue()
