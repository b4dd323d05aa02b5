"""What the program says of a rule's sources: for journeys, which know the window alone."""

from __future__ import annotations

from consult_app.services.finding_words import source_words as source_words
