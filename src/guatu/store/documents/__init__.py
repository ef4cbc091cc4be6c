"""Readers of documents: `reader.read_document` gives text, structure, metadata and the place of every line on its page.

Nothing is imported here: the child process that reads one file must start fast.
"""
