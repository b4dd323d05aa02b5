"""Words of a pack: a bare scalar in the pack's first language, or a map from language to words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from consult_app.errors import Refused
from consult_app.forms.model import Text
from consult_app.packs.yaml_source import Source

SOURCE_ID = re.compile(r"[FR]\d{2}|G")
"""F..: a fact of the source document; R..: a reference outside it; G: general practice."""


def read_text(source: Source, languages: Sequence[str]) -> Text:
    """The words in every language given. Raises `Refused`: pack.wrong-field, pack.wrong-value."""
    if source.is_text:
        return {languages[0]: _line(source.text())}
    return {key: _line(words.text()) for key, words in source.fields(languages).items()}


def optional_text(fields: Mapping[str, Source], key: str, languages: Sequence[str]) -> Text:
    """The words under `key`, or none."""
    return read_text(fields[key], languages) if key in fields else {}


def read_sources(fields: Mapping[str, Source], key: str = "sources") -> tuple[str, ...]:
    """The ids of facts and references under `key`. Raises `Refused`: pack.wrong-source."""
    if key not in fields:
        return ()
    found = fields[key].words()
    for name in found:
        if not SOURCE_ID.fullmatch(name):
            source = fields[key]
            raise Refused("pack.wrong-source", file=source.file, line=source.line, source=name)
    return found


def _line(words: str) -> str:
    return " ".join(words.split())
