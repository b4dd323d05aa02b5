"""The treatment and what follows it: the record behind its gate, the sheets, the end."""
