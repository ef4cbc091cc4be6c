"""What a clause says: its figures, dates, promises, names, conditions and deeds."""
