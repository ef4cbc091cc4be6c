"""Keeping an installation well: backup and restore, and what is wrong with it, in plain words. No tables of its own."""
