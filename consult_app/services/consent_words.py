"""What a consent's record is called in words, printed and shown: rights, assent, identifiers."""

from __future__ import annotations

from consult_app.domain.consent import Identifier, Manner, Signature
from consult_app.domain.conversation import Assent, Authority, Guardian, Presence
from consult_app.domain.withdrawal import Said, Withdrawal
from consult_app.i18n import _
from consult_app.services.wording import day_words


def authority_words(authority: Authority) -> str:
    """By what right someone consents for the patient."""
    return {
        Authority.PARENT: _("Parent"),
        Authority.GUARDIAN: _("Guardian by court order"),
        Authority.PROXY: _("Health-care proxy or power of attorney"),
        Authority.OTHER: _("Another right"),
    }[authority]


def right_words(guardian: Guardian) -> str:
    """The same of one person; an older record has it in words alone."""
    if guardian.authority is None or guardian.authority is Authority.OTHER:
        return guardian.words
    return authority_words(guardian.authority)


def assent_words(assent: Assent) -> str:
    """What a minor said."""
    return {
        Assent.YES: _("Agrees"),
        Assent.NO: _("Does not agree"),
        Assent.UNABLE: _("Cannot be asked"),
    }[assent]


def presence_words(presence: Presence) -> str:
    """How an interpreter takes part."""
    return {
        Presence.IN_PERSON: _("In person"),
        Presence.PHONE: _("By telephone"),
        Presence.VIDEO: _("By video"),
    }[presence]


def identifier_words(identifier: Identifier) -> str:
    """By what a patient is known."""
    return {
        Identifier.NAME: _("Full name, as the patient says it"),
        Identifier.BIRTH_DATE: _("Date of birth, as the patient says it"),
        Identifier.RECORD_NUMBER: _("Record number on a paper of the patient's"),
        Identifier.ID_DOCUMENT: _("Identity card, passport or driving licence"),
        Identifier.PHOTOGRAPH: _("Photograph in the record"),
    }[identifier]


def said_words(said: Said) -> str:
    """In which way a consent was taken back."""
    return {
        Said.IN_PERSON: _("In person"),
        Said.PHONE: _("By telephone"),
        Said.WRITING: _("In writing"),
    }[said]


def withdrawn_words(withdrawal: Withdrawal, language: str) -> str:
    """`Taken back by Elif Demir · By telephone · 23 November 2026`; the reason is not in it."""
    who = _("Taken back by {name}").format(name=withdrawal.who)
    parts = (who, said_words(withdrawal.way), day_words(withdrawal.day, language))
    return " · ".join(parts)


def signed_words(signature: Signature) -> str:
    """Who signed, and how, where it was not by hand."""
    match signature.manner:
        case Manner.TYPED:
            words = _("{name}, typed and not signed by hand: {reason}")
            return words.format(name=signature.name, reason=signature.note)
        case Manner.MARK:
            words = _("{name}, by a mark that {witness} saw being made")
            return words.format(name=signature.name, witness=signature.note)
    return signature.name
