"""The only room that imports PySide6. Widgets hold no rules."""

from consult_app.ui import imports

imports.give_back()
