"""What the window shows and does about backups: a sign, a line when something is to be done."""
