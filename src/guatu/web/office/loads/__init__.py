"""Files on their way in: choose, look, confirm, and what became of it."""
