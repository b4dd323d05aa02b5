"""Whether a played demonstration is whole: its sheets, what they say of findings, the chain."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services import audit, copies, documents, loading
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentSession
from consult_app.services.permission import needs

SHEETS = (Kind.INFORMATION, Kind.CONSENT, Kind.AFTERCARE, Kind.SUMMARY)
TELLING = (Kind.CONSENT, Kind.SUMMARY)
"""The sheets that must tell the patient's own findings."""
SILENT = (Kind.AFTERCARE,)
"""The sheet that others at home may read: nothing of them stands on it."""


@needs(Capability.PRINT_CLINICAL)
def require_whole(acting: Acting, folder: Path) -> None:
    """Every sheet is final, saved in `folder` byte for byte, and says what it has to.

    Raises `Refused` (demo.incomplete) with the first thing that is missing.
    """
    made = [r for r, _patient in documents.recent(acting) if r.state is DocumentState.FINAL]
    sheets = {record.kind: record for record in made}
    for kind in SHEETS:
        if kind not in sheets:
            raise _incomplete(_("a sheet is missing"), kind)
        if _saved(folder, sheets[kind]) != documents.content(acting, sheets[kind].id):
            raise _incomplete(_("a saved file is not the stored document"), kind)
    findings = _findings(acting, sheets[Kind.SUMMARY])
    if not findings:
        raise Refused("demo.incomplete", what=_("nothing was found"))
    for kind in SHEETS:
        _require_findings(kind, findings, _text(_saved(folder, sheets[kind])))
    if not audit.verify(acting).sound:
        raise Refused("demo.incomplete", what=_("the chain of who did what is broken"))


def _findings(acting: Acting, summary: DocumentRecord) -> tuple[str, ...]:
    """What was found, in the words for the patient."""
    loaded = loading.load(acting, summary.consultation_id)
    found = AssessmentSession(loaded).state.suitability.findings
    return tuple(say(finding.rule.patient, summary.language) for finding in found)


def _require_findings(kind: Kind, findings: Iterable[str], text: str) -> None:
    for words in findings:
        told = words in text
        if told and kind in SILENT:
            raise _incomplete(_("a finding stands on a sheet that is not for it"), kind)
        if not told and kind in TELLING:
            raise _incomplete(_("a finding is not told"), kind)


def _incomplete(what: str, kind: Kind) -> Refused:
    return Refused("demo.incomplete", what=f"{what} ({kind.value})")


def _saved(folder: Path, record: DocumentRecord) -> bytes:
    try:
        return (folder / copies.file_name(record)).read_bytes()
    except OSError:
        return b""


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page_text(pdf, i) for i in range(page_count(pdf))).split())
