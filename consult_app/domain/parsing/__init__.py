"""What a person types becomes a typed value here, once; the screen echoes it or asks."""

from consult_app.domain.parsing.dates import Parsed, as_partial, parse_date, within_limits
from consult_app.domain.parsing.numerals import ParsedNumber, parse_number
from consult_app.domain.parsing.result import Ambiguous, Invalid, Trouble, Understood

__all__ = [
    "Ambiguous",
    "Invalid",
    "Parsed",
    "ParsedNumber",
    "Trouble",
    "Understood",
    "as_partial",
    "parse_date",
    "parse_number",
    "within_limits",
]
