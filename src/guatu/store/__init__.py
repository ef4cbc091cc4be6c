"""Readers and writers of the files that a city brings. Nothing here decides; nothing heavy loads before it is needed."""
