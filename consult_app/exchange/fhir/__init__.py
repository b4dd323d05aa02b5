"""HL7 FHIR R4: one consultation as a Bundle, and what another system's Bundle tells of a person."""
