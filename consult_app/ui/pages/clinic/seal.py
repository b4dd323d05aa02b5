"""What the clinic seals its documents with: shown, renewed, imported, its public part saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.domain.seals import ClinicCertificate, Origin
from consult_app.errors import Refused
from consult_app.i18n import _, mark
from consult_app.services import seals, verify_words
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Chip, FieldFrame, SecretField, TextField, Verdict, WrapLabel
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.section import Facts, Line, Section
from consult_app.ui.work import Lane

SOON = timedelta(days=60)
"""Before its end, a certificate asks to be renewed."""
_ORIGIN = {
    Origin.MADE: mark("Made by this program in the clinic's own name"),
    Origin.IMPORTED: mark("Issued to the clinic, imported from a file"),
}
_LONGEST_PATH = 1000


class SealPart(Part):
    """Everyone may see it and save the public part; who keeps the clinic may change it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._current: ClinicCertificate | None = None
        self._now = Section(_("The clinic's certificate"), _("It is made with the first document."))
        self._facts = Facts()
        self._save = Button(_("Save for others"), icon="download", strong=False)
        self._renew = Button(_("Renew"), strong=False)
        self._may = ctx.acting.user.may(Capability.KEEP_CLINIC)
        explained = _(
            "Every final document is sealed with the clinic's certificate: whoever changes one "
            "letter breaks the seal. When it is renewed the old one is kept, so that old documents "
            "stay good."
        )
        self._column.addWidget(WrapLabel(explained, token=Token.QUIET))
        self._column.addWidget(self._now)
        self._now.add_below(self._facts)
        self._now.add_below(at_the_end(self._save, *((self._renew,) if self._may else ())))
        self._old = Section(_("Certificates of before"), _("None yet."))
        self._column.addWidget(self._old)
        self._add_import()
        self._column.addWidget(self._error)
        self._column.addWidget(self._note)
        self._column.addStretch()
        self._save.clicked.connect(self._ask_where)
        self._renew.clicked.connect(self._make)

    def enter(self) -> None:
        """Read what is in force."""
        job = partial(seals.certificates, self.ctx.acting)
        self.ctx.work.run(Lane.READ, self, job, self._show, self.say_refused)

    def _add_import(self) -> None:
        self._file = TextField(max_length=_LONGEST_PATH)
        self._password = SecretField()
        self._choose = Button(_("Choose a file"), icon="folder-open", strong=False)
        self._import = Button(_("Import the certificate"), strong=False)
        self._file_frame = FieldFrame(_("Certificate file"), self._file)
        self._password_frame = FieldFrame(_("Password of the file"), self._password)
        self._choose.clicked.connect(self._ask_which)
        self._import.clicked.connect(self._take)
        if not self._may:
            return
        card = self.add_card(
            _("A certificate that was issued to the clinic"),
            _(
                "A file that ends in .p12 or .pfx, with its password. New documents are sealed "
                "with it from then on."
            ),
        )
        card.add(self._file_frame)
        card.add(self._password_frame)
        card.add(at_the_end(self._choose, self._import))

    def _show(self, found: tuple[ClinicCertificate, ...]) -> None:
        self._current = next((one for one in found if one.current), None)
        self._save.setEnabled(self._current is not None)
        self._tell(self._current)
        old = [one for one in found if not one.current]
        self._old.show_lines([self._line(one) for one in old])
        self._old.setVisible(bool(old))

    def _tell(self, held: ClinicCertificate | None) -> None:
        self._facts.setVisible(held is not None)
        if held is None:
            self._now.show_lines([])
            return
        words, verdict, icon = self._standing(held)
        chip = Chip(words, verdict, icon=icon)
        self._now.show_lines([Line(held.holder, _(_ORIGIN[held.origin]), (chip,))])
        self._facts.show_facts(
            (
                (_("Valid from"), self._day(held.not_before.astimezone().date())),
                (_("Valid until"), self._day(held.not_after.astimezone().date())),
                (_("Fingerprint"), verify_words.grouped(held.fingerprint)),
            )
        )

    def _standing(self, held: ClinicCertificate) -> tuple[str, Verdict, str]:
        now = self.ctx.acting.now()
        if not held.holds(now):
            return _("Has run out: the next document makes a new one"), Verdict.STOP, "circle-x"
        if not held.holds(now + SOON):
            return _("Runs out soon: renew it"), Verdict.CAUTION, "triangle-alert"
        return _("In force"), Verdict.CLEAR, "check"

    def _line(self, one: ClinicCertificate) -> Line:
        span = _("{holder}, {first} to {last}").format(
            holder=one.holder,
            first=self._day(one.not_before.astimezone().date(), short=True),
            last=self._day(one.not_after.astimezone().date(), short=True),
        )
        return Line(span, verify_words.grouped(one.fingerprint))

    def _day(self, day: date, *, short: bool = False) -> str:
        return day_words(day, self.ctx.language, short=short)

    def _make(self) -> None:
        job = partial(seals.renew, self.ctx.acting)
        self._begin(self._renew, _("Making"), job, self._refused)

    def _take(self) -> None:
        file, password = Path(self._file.text.strip()), self._password.text
        job = partial(seals.import_file, self.ctx.acting, file, password)
        for frame in (self._file_frame, self._password_frame):
            frame.set_error("")
        self._begin(self._import, _("Importing"), job, self._not_imported)

    def _begin(
        self,
        button: Button,
        words: str,
        job: Callable[[], ClinicCertificate],
        refused: Callable[[Refused], None],
    ) -> None:
        button.set_busy(words)
        self.ctx.work.run(Lane.WRITE, self, job, self._done, refused)

    def _not_imported(self, refused: Refused) -> None:
        """Said at the field that has to be mended."""
        self._idle()
        wrong = refused.code == "seal.wrong-password"
        frame, field = (
            (self._password_frame, self._password) if wrong else (self._file_frame, self._file)
        )
        frame.set_error(messages.sentence(refused))
        field.setFocus()

    def _done(self, _held: ClinicCertificate) -> None:
        self._idle()
        self._password.clear()
        self._file.set_text("")
        self.say_saved()
        self.enter()

    def _refused(self, refused: Refused) -> None:
        self._idle()
        self.say_refused(refused)

    def _idle(self) -> None:
        for button in (self._renew, self._import, self._save):
            button.set_busy(None)

    def _ask_which(self) -> None:
        kinds = _("Certificates") + " (*.p12 *.pfx)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose a file"), "", kinds)
        if chosen:
            self._file.set_text(chosen)
            self._password.setFocus()

    def _ask_where(self) -> None:
        if self._current is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"clinic-certificate-{self._current.fingerprint[:8]}.pem"
        proposed = str(Path(folder or Path.home()) / name)
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save for others"), proposed)
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        """Write the public part of the current certificate to `target`."""
        if self._current is None:
            return
        self._save.set_busy(_("Saving"))
        job = partial(seals.save_certificate, self.ctx.acting, self._current.fingerprint, target)
        self.ctx.work.run(Lane.READ, self, job, self._saved, self._refused)

    def _saved(self, target: Path) -> None:
        self._idle()
        self._error.set_error("")
        self._note.set_echo(_("Saved as {path}").format(path=target))
