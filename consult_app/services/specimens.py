"""The words of a template as they are printed, for the physician who approves them."""

from __future__ import annotations

from consult_app.documents.drawing import render
from consult_app.domain.blocks import Sheet
from consult_app.domain.people import Capability
from consult_app.i18n import _, speaking
from consult_app.packs.pack import Pack, load_pack
from consult_app.packs.specimen import specimen
from consult_app.services.acting import Acting
from consult_app.services.own_pack import composed
from consult_app.services.permission import needs
from consult_app.services.sheets import letterhead, words
from consult_app.services.wording import day_words
from consult_app.storage import settings as settings_rows


@needs(Capability.READ_CLINIC)
def draw(acting: Acting, kind: str, language: str) -> bytes:
    """A PDF of the template as it is to be approved, filled with nothing; it is not stored.

    Raises `Refused("pack.no-template")`.
    """
    with acting.read() as tx:
        files, _unfit = composed(tx, language)
    return of_pack(acting, load_pack(files), kind, language)


@needs(Capability.READ_CLINIC)
def of_pack(acting: Acting, pack: Pack, kind: str, language: str) -> bytes:
    """The same of any pack. Raises as `draw`."""
    template = pack.template(kind, language)
    with acting.read() as tx:
        clinic = settings_rows.get(tx)
    with speaking(language):
        furniture = tuple(words().items())
        about = _("Every wording it can take; what is filled in stands in [brackets]")
        nobody = _("Specimen")
    return render(
        Sheet(
            kind=template.id,
            title=template.title,
            subtitle=about,
            language=language,
            letterhead=letterhead(clinic),
            patient_name=nobody,
            birth_date=template.issued,
            birth_words="",
            number="",
            template=f"{template.title} {template.version} {language}",
            issued_words=day_words(template.issued, language, short=True),
            anchor="",
            composed_at=acting.now(),
            blocks=specimen(template),
            words=furniture,
            mark="",
            paper=clinic.paper.value,
            columns=template.columns,
        )
    )
