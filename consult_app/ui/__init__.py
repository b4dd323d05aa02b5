"""The only room that imports PySide6. Widgets hold no rules."""
