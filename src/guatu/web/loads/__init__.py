"""Files that people send to be loaded: looked at first, confirmed, loaded whole or not at all, and found again."""
