"""Information, the consent conversation, the patient view, both signatures."""
