"""The sheet for the safe: the recovery code on paper, with what it is for and where it belongs."""

from __future__ import annotations

from datetime import date
from html import escape

from PySide6.QtGui import QFont, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from consult_app.i18n import _
from consult_app.ui.kit import tokens

_POINTS = 11
_CODE_POINTS = 15
_SMALL_POINTS = 9


def print_code(code: str, day: date, printer: QPrinter, size: QPageSize) -> None:
    """One page on `printer`. Nothing of the sheet is kept anywhere else."""
    printer.setPageSize(size)
    printer.setDocName(_("A sheet for the safe"))
    sheet = QTextDocument()
    sheet.setDefaultFont(QFont(tokens.FAMILY, _POINTS))
    sheet.setHtml(_html(code, day))
    sheet.print_(printer)


def _html(code: str, day: date) -> str:
    groups = code.split("-")
    cells = "".join(
        f'<td align="center" style="padding: 6px; white-space: nowrap">'
        f'<span style="font-size: {_SMALL_POINTS}pt">{n}</span><br>'
        f'<span style="font-size: {_CODE_POINTS}pt; font-weight: 600">{escape(group)}</span></td>'
        for n, group in enumerate(groups, 1)
    )
    paragraphs = (
        _(
            "If every password is forgotten, this code alone opens the records of the clinic. "
            "At the log-in choose: Use the recovery code."
        ),
        _(
            "Keep this sheet in a safe. Whoever finds it can read everything; if it is lost and "
            "every password too, nobody can open the records any more."
        ),
        _("Once used, the code opens nothing any more: a new one is shown, with a new sheet."),
        _("Printed on {day}. Put in the safe by:").format(day=day.isoformat()),
    )
    told = "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
    title = escape(_("Consult: recovery code"))
    return (
        f"<h1>{title}</h1>"
        f'<table cellspacing="6" border="1" style="border-collapse: collapse">'
        f"<tr>{cells}</tr></table>{told}<p>&nbsp;</p><hr>"
    )
