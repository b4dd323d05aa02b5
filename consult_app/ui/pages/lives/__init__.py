"""The pages of a whole record: taken out, joined with another, erased."""
