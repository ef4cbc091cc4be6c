"""Readers and writers of the files that a city brings. They decide nothing, and load nothing heavy unasked."""
