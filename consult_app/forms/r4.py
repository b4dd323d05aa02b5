"""R4 Questionnaire JSON in and out."""

from consult_app.forms.r4_read import questionnaire_from_json
from consult_app.forms.r4_write import questionnaire_to_json

__all__ = ["questionnaire_from_json", "questionnaire_to_json"]
