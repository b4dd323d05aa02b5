"""The ground floor: an HL7 FHIR R4 Questionnaire engine. Knows no clinic, no Qt, no database."""
