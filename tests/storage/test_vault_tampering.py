"""A vault that someone changed is refused, field by field, even with its checksum made to fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consult_app.errors import Refused
from consult_app.storage import vault, vaultfile
from tests.storage.vaults import KAYA, OREN, Made, forge, made, outer, refusal

__all__ = ["made"]


FLIP = object()


def flipped(text: str) -> str:
    """Hex with its last bit flipped."""
    return text[:-1] + f"{int(text[-1], 16) ^ 1:x}"


def own(content: dict[str, Any]) -> dict[str, Any]:
    """The slot of the user who logs in."""
    slot: dict[str, Any] = content["vault"]["slots"][0]
    return slot


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def apply(content: dict[str, Any]) -> None:
        *way, last = path.split("/")
        place: Any = content
        for name in way:
            place = place[int(name) if name.isdigit() else name]
        place[last] = flipped(place[last]) if value is FLIP else value

    return apply


def swap(content: dict[str, Any]) -> None:
    """The other's way in, under my name."""
    one, _recovery, other = content["vault"]["slots"]
    one["id"], other["id"] = other["id"], one["id"]


def take_over(content: dict[str, Any]) -> None:
    """The other's keys in my slot."""
    one, _recovery, other = content["vault"]["slots"]
    for name in ("salt", "nonce", "sealed", "public", "wrapped"):
        one[name] = other[name]


BY_SIGNATURE = {
    "database": change("vault/database", "records-0123abcd.db"),
    "scrap": change("vault/scrap", ["records-0123abcd.db"]),
    "begun": change("vault/begun", True),
    "name": change("vault/slots/0/name", "Someone Else"),
    "signer": change("vault/signer", FLIP),
    "public": change("vault/slots/0/public", FLIP),
    "wrapped": change("vault/slots/0/wrapped", FLIP),
    "signature": change("signature", FLIP),
    "other's slot gone": lambda content: content["vault"]["slots"].pop(),
    "recovery gone": lambda content: content["vault"]["slots"].pop(1),
    "slots turned round": lambda content: content["vault"]["slots"].reverse(),
    "recovery's name": change("vault/slots/1/name", "Someone Else"),
    "other's name": change("vault/slots/2/name", "Someone Else"),
    "other's keys": change("vault/slots/2/sealed", FLIP),
}
BY_CIPHER = {
    "vault id": change("vault/id", FLIP),
    "salt": change("vault/slots/0/salt", FLIP),
    "nonce": change("vault/slots/0/nonce", FLIP),
    "sealed": change("vault/slots/0/sealed", FLIP),
    "more passes": change("vault/slots/0/argon2id/passes", 4),
    "ids swapped": swap,
    "keys of the other": take_over,
}
BY_FORM = {
    "memory below the floor": change("vault/slots/0/argon2id/memory", 65535),
    "memory for ever": change("vault/slots/0/argon2id/memory", 2**31),
    "passes below the floor": change("vault/slots/0/argon2id/passes", 2),
    "passes for ever": change("vault/slots/0/argon2id/passes", 10**9),
    "lanes below the floor": change("vault/slots/0/argon2id/lanes", 1),
    "passes true": change("vault/slots/0/argon2id/passes", True),
    "passes in words": change("vault/slots/0/argon2id/passes", "3"),
    "kind": change("vault/slots/0/kind", "recovery"),
    "kind unknown": change("vault/slots/0/kind", "none"),
    "same id twice": change("vault/slots/2/id", "1"),
    "id with a sign": change("vault/slots/0/id", "+1"),
    "id no number": change("vault/slots/0/id", "kaya"),
    "salt short": change("vault/slots/0/salt", "00"),
    "salt no text": change("vault/slots/0/salt", 0),
    "name no text": change("vault/slots/0/name", None),
    "a way out of the folder": change("vault/database", "../records.db"),
    "another file": change("vault/database", "vault.json"),
    "scrap out of the folder": change("vault/scrap", ["../../somewhere.db"]),
    "scrap in force": change("vault/scrap", ["records.db"]),
    "a field more": change("vault/more", 1),
    "a field less": lambda content: own(content).pop("nonce"),
    "no slots": change("vault/slots", None),
    "no vault": change("vault", []),
    "nothing": lambda content: content.clear() or content.update(signature="", vault={}),
}


def tampered(made: Made, how: Callable[[dict[str, Any]], object]) -> str:
    """How the first user's log-in is refused after a change whose checksum fits."""
    content = outer(made.folder)
    how(content)
    forge(made.folder, content)
    return refusal(made.folder)


def test_forge_that_changes_nothing_opens(made: Made) -> None:
    assert tampered(made, lambda content: None) == ""


@pytest.mark.parametrize("what", ["name", "public", "wrapped", "signer", "signature"])
def test_unlock_after_a_change_is_refused(made: Made, what: str) -> None:
    assert tampered(made, BY_SIGNATURE[what]) == "vault.damaged"


@pytest.mark.parametrize("what", BY_SIGNATURE)
def test_signature_after_a_change_of_any_part_does_not_fit(made: Made, what: str) -> None:
    _vault, signing = vaultfile.proved(made.folder, made.opened.data_key)
    content = outer(made.folder)
    BY_SIGNATURE[what](content)
    forge(made.folder, content)
    with pytest.raises(Refused, match=r"vault\.damaged"):
        vaultfile.read(made.folder).require_signed(signing.public_key().public_bytes_raw())


@pytest.mark.parametrize("what", BY_CIPHER)
def test_unlock_after_a_change_of_the_way_to_the_key_opens_nothing(made: Made, what: str) -> None:
    # no key is there to tell this from a wrong password
    assert tampered(made, BY_CIPHER[what]) == "vault.wrong-password"


@pytest.mark.parametrize("what", BY_FORM)
def test_unlock_of_what_the_program_never_writes_is_refused(made: Made, what: str) -> None:
    assert tampered(made, BY_FORM[what]) == "vault.damaged"


def test_unlock_of_a_later_format_asks_for_a_newer_program(made: Made) -> None:
    assert tampered(made, change("vault/format", 2)) == "vault.newer"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b" " * 2_000_000]
)
def test_people_of_what_is_no_vault_are_refused(made: Made, content: bytes) -> None:
    (made.folder / vaultfile.NAME).write_bytes(content)
    with pytest.raises(Refused, match=r"vault\.damaged"):
        vault.people(made.folder)


def test_change_of_a_tampered_vault_does_not_sign_it(made: Made) -> None:
    content = outer(made.folder)
    content["vault"]["slots"][2]["name"] = "Someone Else"
    forge(made.folder, content)
    with pytest.raises(Refused, match=r"vault\.damaged"):
        vault.rename(made.opened, KAYA, "New name")
    with pytest.raises(Refused, match=r"vault\.damaged"):
        vault.reset_by(made.opened, OREN, "the cat sleeps on the router")
    with pytest.raises(Refused, match=r"vault\.damaged"):
        vault.remove_slot(made.opened, OREN)


def test_slot_of_another_vault_opens_nothing_here(made: Made, tmp_path: Path) -> None:
    other, _code = vault.create(tmp_path / "other", KAYA, "Kaya", "the cat sleeps on the router")
    content = outer(made.folder)
    content["vault"]["slots"][0] = outer(other.folder)["vault"]["slots"][0]
    forge(made.folder, content)
    assert refusal(made.folder, KAYA, "the cat sleeps on the router") == "vault.wrong-password"
