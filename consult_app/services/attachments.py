"""Files that belong to answers: their bytes in the encrypted records, never beside them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from consult_app.domain.attachments import LARGEST, content_type
from consult_app.domain.attachments import title as file_title
from consult_app.domain.audit import Event
from consult_app.domain.consultation import State
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.forms.model import Attachment
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import attachments as attachment_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage.store import Tx


@needs(Capability.ASSESS)
def keep(acting: Acting, consultation_id: int, title: str, data: bytes) -> Attachment:
    """Store a file beside a draft; the answer that names it. The same file is stored once.

    Raises `Refused`: role.not-permitted, consultation.not-found, consultation.not-draft,
    attachment.empty, attachment.too-large, attachment.wrong-kind.
    """
    kind = content_type(data)
    with acting.write() as tx:
        if consultation_rows.state_of(tx, consultation_id) is not State.DRAFT:
            raise Refused("consultation.not-draft")
        sha256 = hashlib.sha256(data).hexdigest()
        if attachment_rows.find(tx, consultation_id, sha256) is None:
            _store(acting, tx, consultation_id, data, kind)
    return Attachment(file_title(title), kind, len(data), sha256)


@needs(Capability.ASSESS)
def keep_file(acting: Acting, consultation_id: int, file: Path) -> Attachment:
    """Read a file and keep it. Raises `Refused`: file.unreadable and the codes of `keep`."""
    try:
        if not file.is_file():  # a pipe or a device would never end
            raise Refused("file.unreadable")
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        raise Refused("file.unreadable") from None
    return keep(acting, consultation_id, file.name, data)


@needs(Capability.READ_ANSWERS)
def content(acting: Acting, consultation_id: int, sha256: str) -> bytes:
    """The stored bytes; that they were looked at is audited.

    Raises `Refused`: role.not-permitted, attachment.not-found, store.altered.
    """
    with acting.write() as tx:
        held = attachment_rows.find(tx, consultation_id, sha256)
        if held is None:
            raise Refused("attachment.not-found")
        acting.note(tx, Event.ATTACHMENT_VIEWED, "attachment", held)
        return attachment_rows.content(tx, held)


def _store(acting: Acting, tx: Tx, consultation_id: int, data: bytes, kind: str) -> None:
    held = attachment_rows.insert(
        tx, consultation_id, data, kind, author_id=acting.user.id, at=acting.now()
    )
    acting.note(tx, Event.ATTACHMENT_KEPT, "attachment", held, consultation=consultation_id)
