"""The ids of facts and references that a place of a pack names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consult_app.errors import Refused
from consult_app.packs.yaml_source import Source

SOURCE_ID = re.compile(r"[FR]\d{2}|G")
"""F..: a fact of the source document; R..: a reference outside it; G: general practice."""


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
