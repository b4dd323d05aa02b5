"""Reads and lints a treatment pack: YAML to questionnaire and rules, Markdown template to blocks."""
