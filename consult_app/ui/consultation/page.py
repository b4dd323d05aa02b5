"""The consultation: the patient's band, the rail, one step a page, and the strip that judges it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QWidget

from consult_app import messages
from consult_app.domain.consultation import State
from consult_app.domain.incoming import Line
from consult_app.errors import Refused
from consult_app.forms.model import Path
from consult_app.i18n import _
from consult_app.services import consultations, told_answers
from consult_app.services.allergies import allergy_notes
from consult_app.services.assessment import AnswerConflict, AssessmentSession
from consult_app.ui.consultation import later, steps, strip_words, told_card
from consult_app.ui.consultation.deciding.page import DecisionPage
from consult_app.ui.consultation.desk import Changes, FormDesk
from consult_app.ui.consultation.doing import Doing
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.consultation.moment import Moment, moment_of
from consult_app.ui.consultation.opening import (
    Opened,
    later_done,
    open_consultation,
)
from consult_app.ui.consultation.saving import Saver
from consult_app.ui.consultation.section import SectionPage
from consult_app.ui.consultation.since_card import SinceCard
from consult_app.ui.consultation.told_card import ToldCard
from consult_app.ui.context import Context
from consult_app.ui.kit import Alert
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.words import patient_facts
from consult_app.ui.work import Lane


class ConsultationPage(ConsultationFrame):
    """Reads one consultation and keeps its pages in step with the one open session.

    `opened()` once it can be used; `place` names the step that is shown.
    """

    opened = Signal()

    def __init__(self, ctx: Context, consultation_id: int) -> None:
        super().__init__(ctx)
        self._ctx, self.id = ctx, consultation_id
        self.place = ""
        self.session: AssessmentSession | None = None
        self._alerts: tuple[Alert, ...] = ()
        self._since: SinceCard | None = None
        self._told: dict[str, ToldCard] = {}
        self._pages: dict[str, QWidget] = {}
        self._document: DocumentView | None = None
        self.more_button.clicked.connect(self._toggle_more)
        self.more.closed.connect(self.more_button.setFocus)
        self.more.take_out.connect(self._take_out)
        self.rail.chosen.connect(self.go)
        self.strip.jumped.connect(self.jump)
        self.strip.acted.connect(self._act)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def enter(self) -> None:
        """Read the consultation, then stand where it stood."""
        if self.session is None:
            self.reload()
        else:
            self._enter_page()

    def reload(self) -> None:
        """Read it anew: what is on the disk is what is shown."""
        known = self.session.loaded if self.session is not None else None
        job = partial(open_consultation, self._ctx.acting, self.id, known)
        self._ctx.work.run(Lane.WRITE, self, job, self._show_opened, self._refused)

    def _refused(self, refused: Refused) -> None:
        self.error.set_error(messages.sentence(refused))

    def _show_opened(self, opened: Opened) -> None:
        self.error.set_error("")
        self._take_down()
        loaded = opened.loaded
        self._done, self._alerts, self._since = opened.done, (), None
        self._named = steps.titles(loaded.pack.questionnaire, self._ctx.language, later.STEPS)
        self.session = session = AssessmentSession(loaded)
        self._desk = FormDesk(self._ctx, session, self)
        self.saver = Saver(self._ctx, session, self.band.saved, self)
        self.saver.conflicted.connect(self._conflicted)
        self._connect_desk(self._desk)
        if opened.since is not None and session.editable:
            self._since = SinceCard(self._ctx, opened.since)
            self._since.jumped.connect(self.jump)
        self._told = told_card.cards(self._ctx, session, opened.told)
        for card in self._told.values():
            card.took.connect(self._take_told)
        self._make_decision(session, opened)
        self.standing.show_state(loaded.consultation.state)
        self.uncover(True)
        self.go(self.place or steps.first_place(loaded, session.state, self._named))
        self._fit()  # the steps' words are known now
        self.opened.emit()

    def _make_decision(self, session: AssessmentSession, opened: Opened) -> None:
        self.decision = DecisionPage(self._ctx, session, opened.physicians, opened.reasons)
        self.decision.jumped.connect(self.jump)
        self.decision.went.connect(self._step)
        self._keep(steps.DECISION, self.decision)
        self.doing = Doing(self._ctx, self.id, session, self.saver, self.decision, self.more)
        self.doing.people(opened.names, opened.history)
        self.doing.changed.connect(self.redraw)
        self.doing.reopened.connect(self.reload)
        self.doing.made.connect(self._show_document)

    def _connect_desk(self, desk: FormDesk) -> None:
        desk.changed.connect(self.answer)
        desk.passed.connect(self._passed)
        desk.added.connect(self._add_occurrence)
        desk.removed.connect(self._remove_occurrence)
        desk.unfolded.connect(self._unfolded)
        desk.resolved.connect(self._resolve)

    def _take_down(self) -> None:
        """What was made for the session before this one goes with it."""
        if self.session is not None:
            self._desk.deleteLater()
            self.saver.deleteLater()
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}

    def _keep(self, place: str, page: QWidget) -> None:
        self._pages[place] = page
        self.stack.addWidget(page)

    # where one is

    def go(self, place: str) -> None:
        """Show a step; what was half typed on the one before is kept first."""
        if self.session is None:
            return
        self.flush()
        self._put_document_away()
        moved = place != self.place
        self.place = place
        if place not in self._pages:
            self._make(place)
        self.stack.setCurrentWidget(self._pages[place])
        self.redraw()
        self._enter_page()
        if moved and self.session.editable:
            job = partial(consultations.remember_place, self._ctx.acting, self.id, place)
            self._ctx.work.run(Lane.WRITE, self, job, lambda _none: None, self._refused)

    def _make(self, place: str) -> None:
        session = self._session()
        items = {item.link_id: item for item in session.loaded.pack.questionnaire.items}
        if place in items:
            section = SectionPage(self._desk, items[place], self._moment())
            section.moved.connect(self._step)
            section.quick.taken.connect(self._quick)
            first = steps.neighbour(self._named, place, -1) is None
            section.offer_back(not first)
            if first and self._since is not None:
                section.put_above(self._since)
            if told := self._told.get(place):
                section.put_above(told)
            self._keep(place, section)
            return
        page, known = later.make(place, self._ctx, self.id, self.go)
        known.changed.connect(self._later_changed)
        known.next_step.connect(lambda: self._step(1))
        self._keep(place, page)

    def _enter_page(self) -> None:
        page = self._pages.get(self.place)
        enter = getattr(page, "enter", None)
        if enter is not None:
            enter()

    def _step(self, step: int) -> None:
        goal = steps.neighbour(self._named, self.place, step)
        if goal is not None:
            self.go(goal)

    def jump(self, path: Path) -> None:
        """Go to a question, wherever it is."""
        section = path.split("/")[0]
        if section not in self._named:
            return
        if section != self.place:
            self.go(section)
        page = self._section()
        if page is not None:
            page.go_to(path)

    def _section(self) -> SectionPage | None:
        page = self._pages.get(self.place)
        return page if isinstance(page, SectionPage) else None

    def _session(self) -> AssessmentSession:
        if self.session is None:
            raise RuntimeError("the consultation is not open yet")
        return self.session

    # answers

    def answer(self, changes: Changes) -> None:
        """Take answers: judge, save, redraw what differs."""
        self.saver.add(self._session().put_all(changes))
        self.redraw()

    def _take_told(self, line: Line) -> None:
        """The patient confirms what another system told: it is answered like anything else."""
        self.answer(told_answers.answers(self._session(), line.told))

    def _quick(self, changes: Changes) -> None:
        self.answer(changes)
        page = self._section()
        if page is not None:
            page.enter()

    def _passed(self, path: Path) -> None:
        page = self._section()
        if page is not None:
            page.advance(path)

    def _unfolded(self) -> None:
        page = self._section()
        if page is not None:
            page.chain()

    def _add_occurrence(self, base: Path) -> None:
        session = self._session()
        path = session.next_occurrence(base)
        session.open_occurrence(path)
        self.redraw()
        page = self._section()
        first = next((v.path for v in self._moment().questions(path)), None)
        if page is not None and first is not None:
            page.go_to(first)

    def _remove_occurrence(self, path: Path) -> None:
        changes = self._session().remove_occurrence(path)
        if changes:
            self.saver.add(changes)
        self.redraw()

    def _conflicted(self, conflict: AnswerConflict) -> None:
        self._desk.conflicts[conflict.path] = conflict
        self.redraw()

    def _resolve(self, conflict: AnswerConflict, mine: bool) -> None:
        session = self._session()
        self._desk.conflicts.pop(conflict.path, None)
        session.accept(conflict)
        changes = session.put_all({conflict.path: conflict.mine if mine else conflict.theirs})
        if mine:
            self.saver.add(changes)
        self.redraw()

    def flush(self) -> None:
        """Hand over what was typed and not yet handed over."""
        page = self._section()
        if page is not None:
            page.flush()

    # drawing

    def _moment(self) -> Moment:
        session = self._session()
        return moment_of(session.state.form, editable=session.editable)

    def redraw(self) -> None:
        """Bring page, rail, strip and band to the session's state."""
        session, moment = self._session(), self._moment()
        state, deciding = session.state, self.place == steps.DECISION
        page = self._section()
        if page is not None:
            page.update_from(moment)
        elif deciding:
            self.doing.show()
        if self._since is not None:
            self._since.show_changes(session, self._ctx.language)
        self.rail.set_steps(
            steps.steps(session.loaded, state, moment, self._named, self._done), self.place
        )
        mistaken = session.loaded.consultation.state is State.IN_ERROR
        acting = not deciding and not mistaken
        self.strip.show_state(state, editable=session.editable, acting=acting)
        self._draw_band()

    def _draw_band(self) -> None:
        session = self._session()
        notes = allergy_notes(session.loaded.pack, session.state.form, self._ctx.language)
        alerts = tuple(Alert(note.words, note.recorded) for note in notes)
        if alerts != self._alerts:
            self._alerts = alerts
            patient, today = session.loaded.patient, self._ctx.acting.today()
            facts = patient_facts(patient, today, self._ctx.language)
            self.band.set_patient(patient.name, facts, alerts)

    def _focus_moved(self) -> None:
        page = self._section()
        if page is not None:
            page.focus_moved()

    # what else can be done

    def _act(self, rule_id: str, action: str) -> None:
        if action == strip_words.REFER:
            self.doing.letter_to_refer()
            return
        if action == strip_words.LETTER:
            self._show_awaited(rule_id)
            return
        self.go(steps.DECISION)
        self.decision.settle(rule_id, action)

    def _show_awaited(self, rule_id: str) -> None:
        findings = self._session().state.suitability.findings
        asked = next((f.asked for f in findings if f.rule.id == rule_id), None)
        if asked is not None:
            self.doing.show_letter(asked.document_id)

    def _toggle_more(self) -> None:
        if self.more.isHidden():
            self.more.open_for(self._session().loaded.consultation.state)
        else:
            self.more.hide()

    def _take_out(self) -> None:
        self._ctx.go.take_out.emit(self._session().loaded.patient.id, self.id)

    def _show_document(self, record: object) -> None:
        self._put_document_away()
        self._document = view = DocumentView(self._ctx, narrow=True)
        view.back.set_label(_("Back to the consultation"))
        view.back.show()
        view.back.clicked.connect(lambda: self.go(self.place))
        self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)
        view.show_record(record)  # type: ignore[arg-type]  # a signal carries objects

    def _put_document_away(self) -> None:
        if self._document is not None:
            self.stack.removeWidget(self._document)
            self._document.deleteLater()
            self._document = None

    def _later_changed(self) -> None:
        job = partial(later_done, self._ctx.acting, self.id)
        self._ctx.work.run(Lane.READ, self, job, self._show_done, self._refused)

    def _show_done(self, done: frozenset[str]) -> None:
        self._done = done
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving by any way keeps what was half typed."""
        self.flush()
        super().hideEvent(event)
