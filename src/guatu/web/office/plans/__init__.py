"""Plans on their way in: a new one, and an amendment of one that stands."""
