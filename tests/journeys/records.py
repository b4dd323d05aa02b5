"""What a journey left behind, read without the program: the raw driver on the encrypted file.

The text of a document is that of its stored bytes.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any, TypeAlias

import pypdfium2
from sqlcipher3 import dbapi2

from tests.keys import database_key

Row: TypeAlias = dict[str, Any]


class Records:
    """The file of a clinic whose window is closed; only its key comes by way of the program."""

    def __init__(self, folder: Path, password: str) -> None:
        key = database_key(folder, password)
        self._raw = dbapi2.connect(str(folder / "records.db"))
        self._raw.execute(f"PRAGMA key = \"x'{key}'\"")
        self._raw.row_factory = dbapi2.Row

    def close(self) -> None:
        self._raw.close()

    def rows(self, table: str) -> list[Row]:
        """Every row of a table in the order in which it came."""
        found = self._raw.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        return [dict(row) for row in found]

    def last(self, table: str) -> Row:
        """The newest row of a table."""
        return self.rows(table)[-1]

    def states(self, table: str) -> list[str]:
        """The states of a table's rows, in the order in which the rows came."""
        return [row["state"] for row in self.rows(table)]

    def answers(self) -> dict[str, Any]:
        """Path -> the newest answer of the newest consultation, as a code or plain value."""
        newest: dict[str, Any] = {}
        last = self.last("consultation")["id"]
        for row in self.rows("answer"):
            if row["consultation_id"] == last:
                newest[row["path"]] = _plain(row["value"])
        return {path: value for path, value in newest.items() if value is not None}

    def events(self) -> list[str]:
        """What the audit chain says has happened, in order."""
        found = self._raw.execute("SELECT body FROM audit ORDER BY seq").fetchall()
        return [json.loads(row["body"])["event"] for row in found]

    def is_chained(self) -> bool:
        """Whether every entry names the one before it, and every record has its entry."""
        found = self._raw.execute("SELECT previous, hash FROM audit ORDER BY seq").fetchall()
        linked = all(b["previous"] == a["hash"] for a, b in itertools.pairwise(found))
        told = Counter(self.events())
        kept = {
            "patient.registered": "patient",
            "consultation.started": "consultation",
            "answer.recorded": "answer",
            "evaluation.recorded": "evaluation",
            "consultation.decided": "decision",
            "consent.started": "consent",
            "signature.made": "consent_signature",
            "treatment.recorded": "treatment",
            "document.made": "document",
        }
        return linked and all(told[event] == len(self.rows(t)) for event, t in kept.items())

    def papers(self) -> dict[str, str]:
        """Kind -> the text of the stored bytes of every final document, on one line."""
        return {
            row["kind"]: _text(self._bytes(row["sha256"]))
            for row in self.rows("document")
            if row["state"] == "final"
        }

    def _bytes(self, sha256: str) -> bytes:
        found = self._raw.execute("SELECT data FROM content WHERE sha256 = ?", (sha256,))
        return bytes(found.fetchone()["data"])


def _plain(value: str | None) -> Any:
    if value is None:
        return None
    (answer,) = json.loads(value).values()
    return answer.get("code", answer) if isinstance(answer, dict) else answer


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        pages.append(text.get_text_bounded())
        text.close()
        page.close()
    document.close()
    return " ".join(" ".join(pages).split())
