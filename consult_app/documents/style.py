"""How one document is set: its language, and the faces and distances of its edition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from consult_app.documents import paper
from consult_app.documents.paper import Face
from consult_app.errors import Refused

NARROWEST_COLUMN = 13.5
"""Ems of the body: text in a narrower column is hard to follow, and stands below instead."""


@dataclass(frozen=True, slots=True)
class Style:
    """Faces by what they are for; `scale` stretches the distances that go with the type."""

    language: str
    scale: float
    title: Face
    subtitle: Face
    heading_2: Face
    heading_3: Face
    body: Face
    small: Face
    quiet: Face
    label: Face
    table_head: Face
    call_title: Face
    clinic: Face
    letterhead: Face
    phones: Face
    running: Face
    footer: Face
    tiny: Face
    caption: Face
    phone_size: float
    air: float = 1.0
    """Stretches the distances between paragraphs."""

    def scaled(self, points: float) -> float:
        """A distance made for the ordinary edition, as it is in this one."""
        return points * self.scale

    @property
    def narrowest_column(self) -> float:
        """Points; what would be narrower stands below each other."""
        return self.body.size * NARROWEST_COLUMN


def dense(style: Style, *, closer: bool = False) -> Style:
    """The same type, set closer, as narrow columns allow: the eye finds the next line at once."""
    leading, air = (1.25, 0.4) if closer else (1.33, 0.6)
    return replace(style, body=replace(style.body, leading=style.body.size * leading), air=air)


@cache
def of(language: str, edition: str = "standard") -> Style:
    """The style of a document. Raises Refused (document.unknown-edition)."""
    match edition:
        case "standard":
            return _standard(language)
        case "large":
            return _large(language)
        case _:
            raise Refused("document.unknown-edition", edition=edition)


def _standard(language: str) -> Style:
    return Style(
        language=language,
        scale=1.0,
        title=Face(21, 27, font=paper.BOLD, strong=paper.BOLD),
        subtitle=Face(10.5, 15, paper.QUIET),
        heading_2=Face(12.75, 17.5, font=paper.SEMIBOLD),
        heading_3=Face(11, 15.5, font=paper.SEMIBOLD),
        body=Face(11, 16),
        small=Face(9.5, 13.5),
        quiet=Face(10, 14.5, paper.QUIET),
        label=Face(10.5, 16, paper.QUIET),
        table_head=Face(9.5, 13.5, paper.QUIET, font=paper.SEMIBOLD),
        call_title=Face(11.75, 16.5, font=paper.SEMIBOLD),
        clinic=Face(12.75, 17, paper.ACCENT, font=paper.SEMIBOLD),
        letterhead=Face(9.25, 14, paper.QUIET),
        phones=Face(9.25, 14),
        running=Face(8.5, 12, paper.QUIET),
        footer=Face(8, 12, paper.QUIET),
        tiny=Face(7.5, 11, paper.QUIET),
        caption=Face(9, 13, paper.QUIET),
        phone_size=14.0,
    )


def _large(language: str) -> Style:
    """Nothing that a patient reads is below 18 points; the page's own furniture is 12."""
    return Style(
        language=language,
        scale=1.5,
        title=Face(28, 35, font=paper.BOLD, strong=paper.BOLD),
        subtitle=Face(18, 25, paper.QUIET),
        heading_2=Face(21, 28, font=paper.SEMIBOLD),
        heading_3=Face(18.5, 26, font=paper.SEMIBOLD),
        body=Face(18, 26),
        small=Face(18, 25),
        quiet=Face(18, 25, paper.QUIET),
        label=Face(18, 26, paper.QUIET),
        table_head=Face(18, 25, paper.QUIET, font=paper.SEMIBOLD),
        call_title=Face(19.5, 27, font=paper.SEMIBOLD),
        clinic=Face(20, 27, paper.ACCENT, font=paper.SEMIBOLD),
        letterhead=Face(18, 25, paper.QUIET),
        phones=Face(18, 25),
        running=Face(12, 17, paper.QUIET),
        footer=Face(12, 17, paper.QUIET),
        tiny=Face(12, 17, paper.QUIET),
        caption=Face(18, 25, paper.QUIET),
        phone_size=23.0,
    )
