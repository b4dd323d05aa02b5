"""Holds the records against the audit chain: an answer or a document changed in the file shows.

The chain keeps a salted seal of each answer and the hash of each document. Answers and their
entries are written together, so both are walked side by side and nothing is held in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from consult_app.domain.audit import Damage, Entry, Event, Fault
from consult_app.storage import answers
from consult_app.storage.models.base import table_of
from consult_app.storage.models.documents import Document
from consult_app.storage.tx import Tx

_ANSWER = f'"event":"{Event.ANSWER_RECORDED}"'
_DOCUMENT = '"kind":"document"'
_D = table_of(Document)


class Witness:
    """What the chain said of the records, entry by entry."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._answers = answers.seals(tx)
        self._next = next(self._answers, None)
        self._documents: dict[int, tuple[int, str]] = {}
        self._last = 0
        self._faults: list[Fault] = []

    def watching(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries, each looked at as it passes."""
        for entry in entries:
            if _ANSWER in entry.body:
                self._answer(entry)
            elif _DOCUMENT in entry.body:
                self._document(entry)
            self._last = entry.seq
            yield entry

    def faults(self) -> tuple[Fault, ...]:
        """Everything that is not as the chain says; asked once, after all entries have passed."""
        while self._next is not None:
            self._fault(Damage.RECORD_ADDED, self._last)
            self._next = next(self._answers, None)
        self._compare_documents()
        return tuple(self._faults)

    def _answer(self, entry: Entry) -> None:
        id_, details = _told(entry)
        while self._next is not None and self._next[0] < id_:
            self._fault(Damage.RECORD_ADDED, self._last)
            self._next = next(self._answers, None)
        if self._next is None or self._next[0] != id_:
            self._fault(Damage.RECORD_REMOVED, entry.seq)
            return
        if details.get("seal", self._next[1]) != self._next[1]:
            self._fault(Damage.RECORD_CHANGED, entry.seq)
        self._next = next(self._answers, None)

    def _document(self, entry: Entry) -> None:
        id_, details = _told(entry)
        if "sha256" in details:  # the newest holds: a consent is drawn again when it is signed
            self._documents[id_] = (entry.seq, str(details["sha256"]))

    def _compare_documents(self) -> None:
        rows = self._tx.connection.execute(select(_D.c.id, _D.c.sha256))
        stored = {row.id: row.sha256 for row in rows}
        for id_, (seq, sha256) in self._documents.items():
            if id_ not in stored:
                self._fault(Damage.RECORD_REMOVED, seq)
            elif stored[id_] != sha256:
                self._fault(Damage.RECORD_CHANGED, seq)
        for _unknown in stored.keys() - self._documents.keys():
            self._fault(Damage.RECORD_ADDED, self._last)

    def _fault(self, damage: Damage, seq: int) -> None:
        self._faults.append(Fault(damage, seq, seq))


def _told(entry: Entry) -> tuple[int, dict[str, str | int]]:
    """The subject's id and the details; nothing of a body that is no longer readable."""
    try:
        content = json.loads(entry.body)
        return int(content["subject"]), dict(content["details"])
    except (ValueError, KeyError, TypeError):
        return 0, {}
