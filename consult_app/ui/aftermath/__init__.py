"""What comes after a treatment: follow-ups that are due, and adverse events."""
