"""Every page of the patient's view, in every language: exits, keyboard, names, words, direction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from consult_app import i18n
from consult_app.domain.consent import Consent, ConsentState
from consult_app.domain.conversation import Reply, TeachBack
from consult_app.domain.decision import Choice
from consult_app.domain.patients import NewPatient, Sex
from consult_app.forms.model import Coding
from consult_app.services import clinic as clinics
from consult_app.services import consents, patients, shelf
from consult_app.ui.consent.page import ConsentPage
from consult_app.ui.consent.patient_view import PatientView
from consult_app.ui.hands import Hands
from consult_app.ui.kit import Button, Segmented
from tests.services.walk import SCRAWL, Walk
from tools import catalogues

Show = Callable[[int], tuple[ConsentPage, Hands]]
LANGUAGES = ("en", "tr", "de", "ar")
NEIGHBOUR = "Zeynep Korkmaz"
LEAST = 44
"""Pixels that a finger hits; WCAG 2.2, 2.5.5."""
SIZES = ((1024, 768), (1920, 1080), (800, 1280))


def opened(walk: Walk, language: str) -> Consent:
    """A patient who reads in this language, with everything said but the signatures."""
    neighbour = NewPatient("Korkmaz", "Zeynep", date(1980, 1, 1), Sex.FEMALE, "tr")
    patients.register(walk.acting, neighbour)
    clinics.approve_texts(walk.acting, shelf.shipped().hash, language)
    consultation = walk.begin()
    answers = walk.answers()
    spoken = answers["pt/pt.language"]
    assert isinstance(spoken, Coding)
    walk.put(consultation, {**answers, "pt/pt.language": Coding(language, spoken.system)})
    walk.decide(consultation, Choice.PROCEED)
    walk.inform(consultation)
    consent = consents.open_for_signature(walk.acting, consultation.id)
    form = shelf.shipped().consent
    said = replace(
        consent.conversation,
        replies=tuple((s.id, Reply.YES) for s in form.statements),
        teach_back=tuple(TeachBack(p.id, "12345 67890", understood=True) for p in form.teach_back),
        capacity=True,
        alternatives=True,
        nothing=True,
    )
    return consents.say(walk.acting, consent, said)


def handed_over(walk: Walk, show: Show, language: str) -> tuple[PatientView, Hands, Consent]:
    consent = opened(walk, language)
    page, hands = show(consent.consultation_id)
    hands.click("Hand over to the patient")
    hands.wait(lambda: bool(page.window().findChildren(PatientView)), "no patient's view")
    hands.settle()
    (view,) = page.window().findChildren(PatientView)
    return view, hands, consent


def pages(view: PatientView, hands: Hands) -> Iterator[str]:
    """Every page from the first to the thank you; each is on the screen when it is told."""
    view.go_to(0)
    for place in range(view.length - 1):
        view.go_to(place)
        hands.settle()
        yield view.page.heading
    hands.sign(i18n._("Patient signature"))
    hands.click(i18n._("I sign"))
    hands.find(i18n._("This is what I signed"))
    hands.settle()
    yield view.page.heading
    hands.click(i18n._("This is what I signed"))
    hands.find(i18n._("Thank you"))
    hands.settle()
    yield view.page.heading


def visible(view: PatientView) -> list[QWidget]:
    return [view, *(w for w in view.findChildren(QWidget) if w.isVisible())]


def stops(view: PatientView, hands: Hands) -> list[QWidget]:
    """What Tab comes to, until it begins again."""
    passed: list[QWidget] = []
    while True:
        hands.press(Qt.Key.Key_Tab)
        held = QApplication.focusWidget()
        assert held is not None
        assert view.isAncestorOf(held)
        if held in passed:
            return passed
        passed.append(held)
        assert len(passed) < 60


def english(language: str) -> set[str]:
    """What the program says in English and otherwise in this language."""
    return {
        str(m.id)
        for m in catalogues.read(language)
        if m.id and isinstance(m.id, str) and m.string != m.id and "{" not in m.id
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_the_patients_language_and_has_its_direction(
    walk: Walk, show: Show, language: str
) -> None:
    view, hands, _consent = handed_over(walk, show, language)
    foreign = english(language) if language != "en" else set()
    side = Qt.LayoutDirection.RightToLeft if language == "ar" else Qt.LayoutDirection.LeftToRight
    for heading in pages(view, hands):
        told = {w.accessibleName() for w in visible(view)}
        told |= {b.label for b in view.findChildren(Button) if b.isVisible()}
        for group in view.findChildren(Segmented):
            told |= {option.label for option in group.options}
        assert told & foreign == set(), heading
        assert {w.layoutDirection() for w in visible(view)} == {side}, heading
    view.hide()
    assert i18n._("Not today") == "Not today"  # the window has its own language again


def test_every_page_has_both_ways_out_and_names_for_a_screen_reader(walk: Walk, show: Show) -> None:
    view, hands, _consent = handed_over(walk, show, "en")
    for heading in pages(view, hands):
        assert hands.sees("I do not want this"), heading
        if heading != "Thank you":  # nothing is left to be put off
            assert hands.sees("Not today"), heading
        focused = QApplication.focusWidget()
        assert focused is not None
        assert view.isAncestorOf(focused), heading
        for stop in stops(view, hands):
            face = QAccessible.queryAccessibleInterface(stop)
            assert face.text(QAccessible.Text.Name).strip(), (heading, stop)


def test_every_page_tab_goes_through_the_page_then_the_ways_on_then_the_head(
    walk: Walk, show: Show
) -> None:
    view, hands, _consent = handed_over(walk, show, "en")
    for heading in pages(view, hands):
        order = [
            0 if view.page.isAncestorOf(s) else 1 if view.bar.isAncestorOf(s) else 2
            for s in stops(view, hands)
        ]
        first = min(order)
        start = next(i for i, o in enumerate(order) if o == first != order[i - 1])
        turned = order[start:] + order[:start]
        assert turned == sorted(turned), heading
        assert {1, 2} <= set(turned), heading


def test_every_page_names_nobody_but_this_patient(walk: Walk, show: Show) -> None:
    view, hands, _consent = handed_over(walk, show, "en")
    for heading in pages(view, hands):
        words = " ".join(w.accessibleName() + w.accessibleDescription() for w in visible(view))
        assert "Korkmaz" not in words, heading
        behind = [w for w in view.window().findChildren(QWidget) if w.isVisible()]
        there = [w for w in behind if not view.isAncestorOf(w) and w is not view]
        assert not any("Korkmaz" in w.accessibleName() for w in there), heading
    assert "Demir" not in view.window().windowTitle()


@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_and_is_hit_with_a_finger(
    walk: Walk, show: Show, size: tuple[int, int]
) -> None:
    view, hands, _consent = handed_over(walk, show, "de")
    view.window().resize(*size)
    for heading in pages(view, hands):
        for button in view.findChildren(Button):
            if button.isVisible():
                assert button.height() >= LEAST, (heading, button.label)
                assert button.width() >= button.sizeHint().width(), (heading, button.label)
        assert view.page.width() <= view.width(), heading


def test_page_takes_the_keyboard_at_its_top_and_is_read_out_whole(walk: Walk, show: Show) -> None:
    view, _hands, _consent = handed_over(walk, show, "en")
    view.go_to(3)
    face = QAccessible.queryAccessibleInterface(view.page)
    assert QApplication.focusWidget() is view.page
    assert face.text(QAccessible.Text.Name) == "What could go wrong"
    assert "hard lumps two weeks to three months after" in face.text(QAccessible.Text.Description)


def test_long_page_says_that_there_is_more_and_goes_by_page(walk: Walk, show: Show) -> None:
    view, hands, _consent = handed_over(walk, show, "en")
    view.window().resize(1024, 600)
    view.go_to(0)
    hands.settle()
    assert hands.sees("Read on")
    for _turn in range(6):
        hands.press(Qt.Key.Key_PageDown)
    assert not hands.sees("Read on")


def test_window_fills_the_display_and_is_as_before_afterwards(walk: Walk, show: Show) -> None:
    view, hands, _consent = handed_over(walk, show, "en")
    window = view.window()
    assert window.isFullScreen()
    assert window.geometry() == window.screen().geometry()
    hands.click("For the physician")
    hands.click("Take the screen back")
    assert not window.isFullScreen()
    assert (window.width(), window.height()) == (1280, 800)


def test_closing_by_the_desktop_is_refused_and_asks_for_the_physician(
    walk: Walk, show: Show
) -> None:
    view, hands, consent = handed_over(walk, show, "en")
    handle = view.window().windowHandle()
    QCoreApplication.sendEvent(handle, QCloseEvent())  # as of Alt+F4 or the cross
    hands.settle()
    assert view.isVisible()
    assert hands.sees("Take the screen back")
    hands.click("Stay here")
    assert hands.sees("For the patient")
    kept = consents.current(walk.acting, consent.consultation_id)
    assert kept is not None
    assert kept.state is ConsentState.OPEN


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_Q, Qt.Key.Key_P, Qt.Key.Key_W])
def test_shortcuts_of_the_program_do_nothing(walk: Walk, show: Show, key: Qt.Key) -> None:
    view, hands, _consent = handed_over(walk, show, "en")
    before = hands.reading()
    hands.press(key, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    assert hands.reading() == before
    assert view.isVisible()


def test_minimised_it_comes_back(walk: Walk, show: Show) -> None:
    view, hands, _consent = handed_over(walk, show, "en")
    window = view.window()
    assert isinstance(window, QMainWindow)
    window.setWindowState(Qt.WindowState.WindowMinimized)
    hands.wait(window.isFullScreen, "the window stays away")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_who_cannot_write_types_the_name_with_a_reason(walk: Walk, show: Show) -> None:
    view, hands, consent = handed_over(walk, show, "en")
    view.go_to(view.length - 2)
    hands.settle()
    hands.click("I cannot sign by hand")
    hands.answer("How do you want to sign?", "I type my name")
    hands.click("I sign")
    assert hands.reads("Please type the name as it stands above: Elif Demir.")
    hands.fill("Your name, as it stands above", "Elif Demir")
    hands.fill("Why you do not sign by hand", "Both hands in plaster")
    hands.click("I sign")
    hands.find("This is what I signed")
    kept = consents.current(walk.acting, consent.consultation_id)
    assert kept is not None
    assert kept.signatures[0].note == "Both hands in plaster"


def test_mark_needs_a_witness_who_signs(walk: Walk, show: Show) -> None:
    view, hands, consent = handed_over(walk, show, "en")
    view.go_to(view.length - 2)
    hands.settle()
    hands.click("I cannot sign by hand")
    hands.answer("How do you want to sign?", "I make a mark")
    hands.sign("Patient signature")
    hands.click("I sign")
    assert hands.reads("Write the name of somebody else who sees the mark being made.")
    hands.fill("Name of who sees the mark being made", "Can Ay")
    hands.sign("Signature of the witness")
    hands.click("I sign")
    hands.find("This is what I signed")
    kept = consents.current(walk.acting, consent.consultation_id)
    assert kept is not None
    assert [s.role for s in kept.signatures] == ["patient", "witness"]


def test_something_is_not_right_gives_nothing(walk: Walk, show: Show) -> None:
    consent = consents.sign_patient(walk.acting, opened(walk, "en"), "Elif Demir", SCRAWL)
    _page, hands = show(consent.consultation_id)
    assert hands.reads("The patient has not confirmed the finished document yet.")
    assert not hands.sees("Physician signature")
    hands.click("Hand over to the patient")
    hands.click("Something is not right")
    assert hands.reads("Nothing is done until we have talked about it with you.")
    hands.click("Back to the physician")
    assert not hands.sees("Physician signature")
