"""The texts as a physician reads and approves them: language by language, the clinic's own in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult_app.domain.people import Capability
from consult_app.domain.wording import OF_ALL
from consult_app.packs.pack import Pack, load_pack
from consult_app.services import shelf
from consult_app.services.acting import Acting
from consult_app.services.own_pack import approved_version, composed
from consult_app.services.permission import needs
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language as they would be used from their approval on.

    `own`: what of it the clinic says in its own words or sets itself; `unfit`: how much of that no
    longer fits what the program ships; `by` and `on`: who approved just this, and when.
    """

    language: str
    pack: Pack
    own: int
    unfit: int
    by: str = ""
    on: date | None = None
    before: bool = False

    @property
    def approved(self) -> bool:
        """Whether new consultations begin with these words."""
        return self.on is not None


@needs(Capability.READ_CLINIC)
def every(acting: Acting) -> tuple[Texts, ...]:
    """The texts of every language of the shipped pack, in its order."""
    with acting.read() as tx:
        names = {user.id: user.display_name for user in user_rows.every(tx)}
        return tuple(_texts(tx, language, names) for language in shelf.shipped().languages)


def _texts(tx: Tx, language: str, names: dict[int, str]) -> Texts:
    files, unfit = composed(tx, language)
    pack = load_pack(files)
    versions = (approved_version(tx, kind) for kind in (*OF_ALL, language))
    own = sum(len(version.changes) for version in versions if version is not None)
    newest = settings_rows.get(tx).approval(language)
    if newest is None or newest[0] != pack.hash:
        return Texts(language, pack, own, len(unfit), before=newest is not None)
    _digest, _language, by, at = newest
    return Texts(language, pack, own, len(unfit), names.get(by, ""), date.fromisoformat(at[:10]))
