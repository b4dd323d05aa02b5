"""Reads and lints a treatment pack: YAML into a questionnaire and rules, Markdown into blocks."""
