"""How a consultation is walked through in the real window, by hand: the demonstration's acts."""
