"""What the states of a consent, and what holds a signature back, are called on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.domain.consent import Consent, ConsentState
from consult_app.domain.conversation import Reply
from consult_app.domain.holding import Held, HeldBack
from consult_app.forms.model import say
from consult_app.i18n import _, mark, series
from consult_app.packs.pack import Pack
from consult_app.services.consent_view import ConsentView
from consult_app.services.record_words import consent_state_words
from consult_app.services.wording import day_words, moment_words
from consult_app.ui.kit import Option, with_keys

REPLY = {
    Reply.YES: mark("Yes"),
    Reply.NO: mark("No"),
    Reply.TALK: mark("I want to talk about this"),
}
OVER = {
    ConsentState.DECLINED: mark(
        "The patient does not want this treatment. That is a full answer, and it needs no reason."
    ),
    ConsentState.WITHDRAWN: mark("The patient has taken the consent back. Nothing may be done."),
    ConsentState.EXPIRED: mark("The consent has run out. A further treatment needs a new one."),
    ConsentState.USED_UP: mark(
        "All sessions of this consent are done. A further treatment needs a new one."
    ),
    ConsentState.VOID: mark("This consent is void. The treatment needs a new one."),
}
HELD = {
    Held.REFLECTION: mark("The time to think it over runs until {about}."),
    Held.STATEMENT_OPEN: mark("Not answered yet: {about}"),
    Held.STATEMENT_NO: mark("The patient said no: {about}"),
    Held.STATEMENT_TALK: mark("The patient wants to talk about this: {about}"),
    Held.QUESTION_OPEN: mark("A question waits for its answer: {about}"),
    Held.TEACH_BACK_MISSING: mark("Not said in the patient's own words yet: {about}"),
    Held.TEACH_BACK_COPIED: mark("Copied, not in the patient's own words: {about}"),
    Held.CAPACITY: mark("Say whether the patient is able to decide."),
    Held.CAPACITY_GROUND: mark("Say what it rests on that the patient cannot decide."),
    Held.AUTHORITY: mark("Enter who decides for the patient, by what right, and what shows it."),
    Held.GUARDIAN: mark("The patient is a minor: a parent or guardian consents."),
    Held.SECOND_GUARDIAN: mark("Both guardians consent for a minor here: enter the other one."),
    Held.ASSENT: mark("Ask the young patient as well, or say why they cannot be asked."),
    Held.ASSENT_NO: mark("The young patient does not agree: talk about it with them first."),
    Held.INTERPRETER: mark("The assessment asks for an interpreter: enter who it is."),
    Held.INTERPRETER_HOW: mark("Enter the interpreter's language, and how they take part."),
    Held.ALTERNATIVES: mark("Talk about the other treatments, and say so."),
    Held.DOING_NOTHING: mark("Talk about doing nothing, and say so."),
}

TO_PATIENT = {
    Held.REFLECTION: mark("You have time to think it over until {about}."),
    Held.STATEMENT_OPEN: mark("You have not answered yet: {about}"),
    Held.STATEMENT_NO: mark("You said no: {about}"),
    Held.STATEMENT_TALK: mark("You want to talk about this: {about}"),
    Held.QUESTION_OPEN: mark("You asked: {about}"),
    Held.TEACH_BACK_MISSING: mark("To be said in your own words: {about}"),
    Held.TEACH_BACK_COPIED: mark("To be said in your own words: {about}"),
}
"""What the patient reads of it; the rest is between the clinic and itself."""


def replies() -> tuple[Option, ...]:
    """Yes, no, and the third answer, with their letters."""
    plain = with_keys(((Reply.YES.value, _("Yes")), (Reply.NO.value, _("No"))))
    # T as in "talk": the letter that chooses the third answer
    return (*plain, Option(Reply.TALK.value, _(REPLY[Reply.TALK]), _("T")))


def held_words(
    held: HeldBack, view: ConsentView, language: str, words: Mapping[Held, str] = HELD
) -> str:
    """One thing that holds the signature back, as a sentence."""
    consent = view.consent
    about = _about(held, view.loaded.pack, consent.language if consent else language)
    if held.reason is Held.REFLECTION and consent is not None and consent.earliest is not None:
        about = moment_words(consent.earliest, language)
    return _(words[held.reason]).format(about=about)


def _about(held: HeldBack, pack: Pack, language: str) -> str:
    form = pack.consent
    texts = {s.id: s.text for s in form.statements} | {p.id: p.text for p in form.teach_back}
    return say(texts[held.about], language) if held.about in texts else held.about


def state_line(view: ConsentView, language: str) -> str:
    """Where the consent stands, in one quiet line."""
    consent = view.consent
    if consent is None:
        return consent_state_words(ConsentState.PREPARING)
    words = [consent_state_words(consent.state)]
    if consent.state is ConsentState.GIVEN and consent.valid_until is not None:
        words.append(_("valid until {day}").format(day=day_words(consent.valid_until, language)))
    if view.last is not None:
        words.append(moment_words(view.last.at, language))
    return series(words, " · ")


def informed_words(view: ConsentView, consent: Consent, language: str) -> str:
    """Who informed the patient, and when."""
    if consent.informed_at is None:
        return ""
    return _("Informed on {moment} by {name}").format(
        moment=moment_words(consent.informed_at, language),
        name=view.person(consent.informed_by),
    )
