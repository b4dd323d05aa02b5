"""Holds the records against the audit chain: an answer or a document changed in the file shows.

The chain keeps a salted seal of each answer and the hash of each document. Answers and their
entries are written together, so both are walked side by side and only what is missing is held in
memory. It may be missing where a tombstone names it that the chain itself tells of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from consult_app.domain.audit import Damage, Entry, Event, Fault
from consult_app.domain.erasure import Erasure
from consult_app.storage import answers, erasures
from consult_app.storage.models.base import table_of
from consult_app.storage.models.documents import Document
from consult_app.storage.tx import Tx

_ANSWER = f'"event":"{Event.ANSWER_RECORDED}"'
_DOCUMENT = '"kind":"document"'
_ERASURE = '"kind":"erasure"'
_ERASURES = tuple(f'"event":"{e}"' for e in (Event.ERASURE_DONE, Event.ERASURE_REPEATED))
_D = table_of(Document)


class Witness:
    """What the chain said of the records, entry by entry."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._answers = answers.seals(tx)
        self._next = next(self._answers, None)
        self._documents: dict[int, tuple[int, str]] = {}
        self._missing: list[tuple[str, int, int]] = []
        self._tombstones: dict[int, tuple[int, str]] = {}
        self._last = 0
        self._faults: list[Fault] = []

    def watching(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries, each looked at as it passes."""
        for entry in entries:
            if _ANSWER in entry.body:
                self._answer(entry)
            elif _DOCUMENT in entry.body:
                self._document(entry)
            elif _ERASURE in entry.body:
                self._erasure(entry)
            self._last = entry.seq
            yield entry

    def faults(self) -> tuple[Fault, ...]:
        """Everything that is not as the chain says; asked once, after all entries have passed."""
        while self._next is not None:
            self._fault(Damage.RECORD_ADDED, self._last)
            self._next = next(self._answers, None)
        self._compare_documents()
        proved = self._proved_tombstones()
        for table, id_, seq in self._missing:
            if not any(_names(one, table, id_) for one in proved):
                self._fault(Damage.RECORD_REMOVED, seq)
        return tuple(self._faults)

    def _answer(self, entry: Entry) -> None:
        id_, details = _told(entry)
        while self._next is not None and self._next[0] < id_:
            self._fault(Damage.RECORD_ADDED, self._last)
            self._next = next(self._answers, None)
        if self._next is None or self._next[0] != id_:
            self._missing.append(("answer", id_, entry.seq))
            return
        if details.get("seal", self._next[1]) != self._next[1]:
            self._fault(Damage.RECORD_CHANGED, entry.seq)
        self._next = next(self._answers, None)

    def _document(self, entry: Entry) -> None:
        id_, details = _told(entry)
        if "sha256" in details:  # the newest holds: a consent is drawn again when it is signed
            self._documents[id_] = (entry.seq, str(details["sha256"]))

    def _erasure(self, entry: Entry) -> None:
        id_, details = _told(entry)
        if any(event in entry.body for event in _ERASURES):
            self._tombstones[id_] = (entry.seq, str(details.get("sha256", "")))

    def _proved_tombstones(self) -> tuple[Erasure, ...]:
        """Those that are as the chain says; any other is a fault and excuses nothing."""
        stored = {one.id: one for one in erasures.done(self._tx)}
        proved = []
        for id_, (seq, seal) in self._tombstones.items():
            if id_ not in stored:
                self._fault(Damage.RECORD_REMOVED, seq)
            elif erasures.seal(stored[id_]) != seal:
                self._fault(Damage.RECORD_CHANGED, seq)
            else:
                proved.append(stored[id_])
        for _unknown in stored.keys() - self._tombstones.keys():
            self._fault(Damage.RECORD_ADDED, self._last)
        return tuple(proved)

    def _compare_documents(self) -> None:
        rows = self._tx.connection.execute(select(_D.c.id, _D.c.sha256))
        stored = {row.id: row.sha256 for row in rows}
        for id_, (seq, sha256) in self._documents.items():
            if id_ not in stored:
                self._missing.append(("document", id_, seq))
            elif stored[id_] != sha256:
                self._fault(Damage.RECORD_CHANGED, seq)
        for _unknown in stored.keys() - self._documents.keys():
            self._fault(Damage.RECORD_ADDED, self._last)

    def _fault(self, damage: Damage, seq: int) -> None:
        self._faults.append(Fault(damage, seq, seq))


def _names(erasure: Erasure, table: str, id_: int) -> bool:
    """Whether a tombstone names this row."""
    runs = dict(erasure.erased).get(table, ())
    return any(first <= id_ <= last for first, last in runs)


def _told(entry: Entry) -> tuple[int, dict[str, str | int]]:
    """The subject's id and the details; nothing of a body that is no longer readable."""
    try:
        content = json.loads(entry.body)
        return int(content["subject"]), dict(content["details"])
    except (ValueError, KeyError, TypeError):
        return 0, {}
