"""What is read while the day's list is looked at, so that no page halts when it is opened."""

from __future__ import annotations

from consult_app.services import shelf
from consult_app.ui import router, words


def read(language: str) -> None:
    """On a lane: the pages that come next, names in the window's language, and the packs."""
    router.read_ahead()
    words.country_names(language)  # sorting two hundred takes a person's notice
    words.language_names(language)
    shelf.warm_up()
