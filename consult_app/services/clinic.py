"""The clinic's settings and the people who work there."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

from consult_app.domain import clinic_check
from consult_app.domain.audit import Event
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.names import clean
from consult_app.domain.people import Capability, Role, User
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.services import shelf
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage import vault
from consult_app.storage.vault import Opened

if TYPE_CHECKING:
    from consult_app.packs.check import Report
    from consult_app.packs.pack import Pack


@needs(Capability.READ_CLINIC)
def settings(acting: Acting) -> ClinicSettings:
    """The settings as they are now."""
    with acting.read() as tx:
        return settings_rows.get(tx)


@needs(Capability.KEEP_CLINIC)
def change_settings(acting: Acting, new: ClinicSettings) -> ClinicSettings:
    """Store new settings.

    Raises `Refused`: role.not-permitted, document.logo-broken, document.logo-too-large, and as
    `clinic_check.checked`.
    """
    new = clinic_check.checked(new)
    if new.logo:
        from consult_app.documents import logo  # the picture library, which no start waits for

        logo.check(new.logo)
    with acting.write() as tx:
        old = settings_rows.get(tx)
        # what a physician approved or switched off is not a setting that others bring back
        new = replace(new, approvals=old.approvals, rules_off=old.rules_off)
        settings_rows.put(tx, new)
        changed = [f.name for f in fields(new) if getattr(old, f.name) != getattr(new, f.name)]
        acting.note(tx, Event.SETTINGS_CHANGED, "settings", 1, fields=",".join(changed)[:100])
    return new


@needs(Capability.READ_CLINIC)
def physicians(acting: Acting) -> tuple[User, ...]:
    """Everyone who may decide and treat."""
    with acting.read() as tx:
        users = user_rows.every(tx)
    return tuple(u for u in users if u.active and Role.PHYSICIAN in u.roles)


@needs(Capability.READ_CLINIC)
def names(acting: Acting) -> dict[int, str]:
    """User id to the name shown, also of those who have left."""
    with acting.read() as tx:
        return {u.id: u.display_name for u in user_rows.every(tx)}


@needs(Capability.KEEP_OWN_PROFILE)
def change_profile(acting: Acting, new: User) -> User:
    """Change one's own name, title, specialty and licence number; roles stay as they are.

    Raises `Refused`: role.not-permitted, user.name-missing, text.too-long.
    """
    bounded(LINE, new.name, new.title, new.specialty, new.licence_number)
    if new.id != acting.user.id:
        raise Refused("role.not-permitted", needs=Capability.KEEP_OWN_PROFILE.value)
    changed = replace(
        acting.user,
        name=clean(new.name),
        title=clean(new.title),
        specialty=clean(new.specialty),
        licence_number=clean(new.licence_number),
    )
    if not changed.name:
        raise Refused("user.name-missing")
    with acting.write() as tx:
        user_rows.update(tx, changed)
        acting.note(tx, Event.USER_CHANGED, "user", changed.id)
        keys = Opened(acting.store.folder, changed.id, acting.store.data_key)
        if vault.exists(keys.folder):
            vault.rename(keys, changed.id, changed.display_name)
    return changed


@needs(Capability.DECIDE)
def approve_texts(acting: Acting, pack_hash: str, language: str) -> ClinicSettings:
    """A physician approves the words of a language as they would be used from now on.

    These are the shipped ones with all that the clinic has approved of its own on top, so that
    nothing of it is lost; `pack_hash` says which were read. The pack is stored with the approval,
    so that it goes on working whatever comes with a later program. Raises `Refused`:
    role.not-permitted, pack.no-such-language, pack.texts-changed, wording.does-not-fit,
    pack.not-to-approve.
    """
    from consult_app.services import own_pack  # reads packs, which no start waits for

    _require_language(language)
    with acting.write() as tx:
        files, unfit = own_pack.composed(tx, language)
        pack = shelf.loaded(files)
        old = settings_rows.get(tx)
        if pack.hash != pack_hash:
            raise Refused("pack.texts-changed")
        newest = old.approval(language)
        if newest is not None and newest[0] == pack_hash:
            return old
        if unfit:
            raise Refused("wording.does-not-fit", count=len(unfit))
        require_sound(pack, language, acting.today())
        own_pack.put_in_force(acting, tx, {language: files}, acting.now())
        acting.note(tx, Event.SETTINGS_CHANGED, "settings", 1, approved=pack_hash)
        return settings_rows.get(tx)


@needs(Capability.READ_CLINIC)
def texts_report(acting: Acting, language: str) -> Report:
    """What the check says of the texts that are to be approved in a language."""
    from consult_app.services import own_pack

    _require_language(language)
    with acting.read() as tx:
        files, _unfit = own_pack.composed(tx, language)
    return shelf.checked(shelf.loaded(files), language, acting.today())


def _require_language(language: str) -> None:
    if language not in shelf.shipped().languages:
        raise Refused("pack.no-such-language", language=language)


def require_sound(pack: Pack, language: str, today: date) -> None:
    """Nobody approves what its check finds fault with.

    Raises `Refused`: pack.no-such-language, pack.not-to-approve.
    """
    if language not in pack.languages:
        raise Refused("pack.no-such-language", language=language)
    problems = shelf.checked(pack, language, today).problems
    if problems:
        first = problems[0]
        raise Refused(
            "pack.not-to-approve", count=len(problems), where=first.where, what=first.what
        )
