"""What belongs to the clinic: settings, texts to approve, one's own profile, products and lots."""
