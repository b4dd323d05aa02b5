"""A Bundle: resources under their names, each reference between them resolved inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from consult_app.exchange.fhir.basics import JsonObject, moment


class Collecting:
    """Resources of one Bundle, each under the name that references give it."""

    def __init__(self, name: str, at: datetime) -> None:
        self._name, self._at = name, at
        self._entries: dict[str, JsonObject] = {}

    def add(self, name: str, resource: JsonObject) -> None:
        """Put in a resource; a second one of the same name takes its place."""
        self._entries[name] = resource | {"id": name.removeprefix("urn:uuid:")}

    def named(self) -> frozenset[str]:
        """Every name that a reference leads to."""
        return frozenset(references(self._entries))

    def bundle(self) -> JsonObject:
        """All of it. Raises ValueError where a reference leads out of it."""
        loose = self.named() - self._entries.keys()
        if loose:
            raise ValueError(f"references that lead nowhere: {len(loose)}")
        return {
            "resourceType": "Bundle",
            "id": self._name.removeprefix("urn:uuid:"),
            "type": "collection",
            "timestamp": moment(self._at),
            "entry": [
                {"fullUrl": name, "resource": _ordered(resource)}
                for name, resource in self._entries.items()
            ],
        }


def _ordered(resource: JsonObject) -> JsonObject:
    kind = {"resourceType": resource["resourceType"], "id": resource["id"]}
    return kind | {name: value for name, value in resource.items() if name not in kind}


def references(value: object) -> Iterator[str]:
    """Every `reference` in it, however deep; FHIR puts a text nowhere else under that name."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "reference" and isinstance(inner, str):
                yield inner
            else:
                yield from references(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from references(inner)
