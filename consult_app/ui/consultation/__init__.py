"""The consultation: rail, one section a page, the live strip, and the decision."""
