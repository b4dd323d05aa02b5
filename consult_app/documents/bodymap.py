"""The drawn body with the application areas marked, and the same in words."""

from __future__ import annotations

from consult_app.documents import paper, text
from consult_app.documents.boxes import Box, Text
from consult_app.domain.blocks import BodyMapBlock


def build(block: BodyMapBlock, language: str, width: float) -> Box:
    """The figure with its caption."""
    caption = Text(text.plain(block.caption, paper.CAPTION), paper.CAPTION, language)
    caption.before = caption.after = 8.0
    return caption
