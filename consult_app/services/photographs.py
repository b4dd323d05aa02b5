"""Photographs of the treated place: kept in the encrypted records, where the consent allows it."""

from __future__ import annotations

from pathlib import Path

from consult_app.documents import photograph as pictures
from consult_app.domain.audit import Event
from consult_app.domain.consent import Consent, ConsentState
from consult_app.domain.conversation import Reply
from consult_app.domain.people import Capability
from consult_app.domain.photographs import LARGEST, STATEMENT, Moment, Photograph
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import consents as consent_rows
from consult_app.storage import photographs as photograph_rows
from consult_app.storage.store import Tx

_IN_FORCE = frozenset({ConsentState.GIVEN, ConsentState.USED_UP})


@needs(Capability.TREAT)
def of(acting: Acting, consultation_id: int) -> tuple[Photograph, ...]:
    """The photographs of a consultation, oldest first."""
    with acting.read() as tx:
        return photograph_rows.of_consultation(tx, consultation_id)


@needs(Capability.TREAT)
def keep(
    acting: Acting, consultation_id: int, session: int, moment: Moment, data: bytes
) -> Photograph:
    """Store the picture alone, without what the camera wrote beside it.

    Raises `Refused`: photograph.no-consent, photograph.empty, photograph.too-large,
    photograph.too-many-pixels, photograph.heic, photograph.unreadable, photograph.already-there.
    """
    with acting.read() as tx:
        _require(tx, consultation_id)
    cleaned, width, height = pictures.cleaned(data)
    with acting.write() as tx:
        _require(tx, consultation_id)
        kept = photograph_rows.insert(
            tx,
            consultation_id,
            session,
            moment,
            cleaned,
            (width, height),
            by=acting.user.id,
            at=acting.now(),
        )
        acting.note(tx, Event.PHOTOGRAPH_KEPT, "photograph", kept.id, consultation=consultation_id)
    return kept


@needs(Capability.TREAT)
def keep_file(
    acting: Acting, consultation_id: int, session: int, moment: Moment, file: Path
) -> Photograph:
    """Read a file and keep its picture. Raises `Refused`: file.unreadable, the codes of `keep`."""
    try:
        if not file.is_file():  # a pipe or a device would never end
            raise Refused("file.unreadable")
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        raise Refused("file.unreadable") from None
    return keep(acting, consultation_id, session, moment, data)


@needs(Capability.TREAT)
def content(acting: Acting, photograph_id: int) -> bytes:
    """The stored JPEG; that it was looked at is audited.

    Raises `Refused`: photograph.not-found, store.altered.
    """
    with acting.write() as tx:
        held = photograph_rows.get(tx, photograph_id)
        acting.note(tx, Event.PHOTOGRAPH_VIEWED, "photograph", held.id)
        return photograph_rows.content(tx, held)


def allowed(consent: Consent | None) -> bool:
    """Whether the patient said yes to photographs, in a consent that stands."""
    if consent is None or consent.state not in _IN_FORCE:
        return False
    return dict(consent.conversation.replies).get(STATEMENT) is Reply.YES


def _require(tx: Tx, consultation_id: int) -> None:
    newest = next(iter(consent_rows.of_consultation(tx, consultation_id)), None)
    if not allowed(newest):
        raise Refused("photograph.no-consent")
