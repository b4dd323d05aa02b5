"""An erasure in words: its grounds, what goes and what stays."""

from __future__ import annotations

from consult_app.domain.erasure import ErasureState, Ground
from consult_app.i18n import _, mark, ngettext, series
from consult_app.services.erasure import Review
from consult_app.storage.repeating import Repeated

GROUND = {
    Ground.RETENTION_OVER: mark("The time for which it has to be kept is over."),
    Ground.REQUEST: mark("The patient asks for it, and it was judged to be owed."),
    Ground.ORDER: mark("A court or an authority orders it."),
    Ground.NEVER_TREATED: mark("Registered only: nothing was ever decided or signed."),
}
STATE = {
    ErasureState.ORDERED: mark("Waits for a second person"),
    ErasureState.WITHDRAWN: mark("Taken back"),
    ErasureState.DONE: mark("Erased"),
}


def what_goes(review: Review) -> str:
    """`1 consultation, 3 papers, 120 answers and everything else in this record.`"""
    rows = review.rows
    told = (
        (n := rows.get("consultation", 0), ngettext("{n} consultation", "{n} consultations", n)),
        (n := rows.get("document", 0), ngettext("{n} paper", "{n} papers", n)),
        (n := rows.get("treatment", 0), ngettext("{n} treatment", "{n} treatments", n)),
        (n := rows.get("attachment", 0), ngettext("{n} file", "{n} files", n)),
        (n := rows.get("answer", 0), ngettext("{n} answer", "{n} answers", n)),
    )
    parts = [words.format(n=count) for count, words in told if count]
    whole = _("Name and contact, and everything else that this record holds.")
    return f"{series(parts)}. {whole}" if parts else whole


def stays(review: Review) -> str:
    """The tombstone, the history without names, copies that were made before, what is on paper."""
    words = _(
        "That it was erased: the record number, who ordered and who confirmed it, the ground, the "
        "day, and a hash of what went. The history of who did what stays without a name. What is "
        "on paper stays where it is filed."
    )
    if not review.copies:
        return words
    rest = ngettext(
        "{n} backup beside the records still holds the record: whoever restores it "
        "erases it again.",
        "{n} backups and copies beside the records still hold the record: whoever restores one "
        "erases it again.",
        review.copies,
    )
    return f"{words} {rest.format(n=review.copies)}"


def repeated_words(repeated: Repeated) -> str:
    """What became of the erasures made since a backup; empty where there were none."""
    told = []
    if repeated.erasures:
        told.append(
            ngettext(
                "{n} record that was erased since is erased again.",
                "{n} records that were erased since are erased again.",
                repeated.erasures,
            ).format(n=repeated.erasures)
        )
    if repeated.unread:
        told.append(_("The list of erasures could not be read: erase again by hand."))
    return " ".join(told)
