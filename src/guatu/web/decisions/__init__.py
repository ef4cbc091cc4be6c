"""Dated decisions: one append-only table for everything that people decide and judgements rest on."""
