"""What every page is given: who acts, the lanes of work, the theme, the language of the window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.domain.clinic import ClinicSettings
from consult_app.ui.kit.theme import Theme
from consult_app.ui.work import Work

if TYPE_CHECKING:  # it brings the database along, and the first paint does not wait for that
    from consult_app.services.acting import Acting
    from consult_app.services.shift import Shift
    from consult_app.ui.backups.keeper import Keeper


class Navigator(QObject):
    """Where the window should go; pages ask, the window answers."""

    today = Signal()
    waiting = Signal(str)
    """which of the worklists"""
    patients = Signal()
    documents = Signal()
    document = Signal(int)
    """document id: the documents, with this one shown"""
    pack = Signal(int)
    """document id: the documents, with all papers of its consultation about to be printed"""
    check = Signal()
    """whether a file or a printed page is ours"""
    scans = Signal()
    """paper that is out, and what came back from the scanner"""
    scan_files = Signal(list)
    """files (Path) that were dropped on the window: the same page, taking them in"""
    signed_paper = Signal(int)
    """consultation id: the signatures on its paper"""
    settings = Signal()
    clinic_part = Signal(str)
    """the clinic's page, with this part in front"""
    backups = Signal()
    """the clinic's page, with the part on backups in front"""
    replaced = Signal(str, str)
    """a backup has taken the place of the records; the folder in which the old ones are kept"""
    patient = Signal(int)
    """patient id"""
    take_out = Signal(int, int)
    """patient id, and the id of the consultation that is to be exported there"""
    register = Signal(str)
    """the name typed so far"""
    bulk = Signal()
    follow_ups = Signal()
    counts = Signal()
    follow_up = Signal(int)
    """follow-up id"""
    call = Signal(int)
    """id of the treatment after which a patient comes or calls"""
    adverse_event = Signal(int)
    """id of the event"""
    join = Signal(int, int)
    """ids of two patients who may be one; 0 for the second: still to be found"""
    erase = Signal(int)
    """patient id"""
    consultation = Signal(int)
    """consultation id"""
    consultation_step = Signal(int, str)
    """consultation id, the step of it to stand at"""
    why = Signal(int)
    """consultation id: the page that says why it was decided so"""
    records_changed = Signal()
    """something on disk is new: lists read again"""


@dataclass
class Context:
    """Handed to each page once, at its making.

    `acting` and `settings` are replaced when the profile or the clinic's settings change: read
    them when they are needed, do not keep them.
    """

    acting: Acting
    work: Work
    theme: Theme
    go: Navigator
    language: str = "en"
    settings: ClinicSettings = field(default_factory=ClinicSettings)
    tables: dict[str, str] = field(default_factory=dict)
    """name of a table -> how its columns were arranged; kept when the window is closed"""
    shift: Shift | None = None
    """The PIN of whoever is logged in; None where nobody logs in, as in a made-up clinic."""
    keeper: Keeper | None = None
    """Makes backups when they are due; None where `shift` is None."""
