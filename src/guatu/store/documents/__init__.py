"""Readers of documents: `read_document` gives text, structure, metadata and the place of every line on its page."""

from guatu.store.documents.limits import Limits
from guatu.store.documents.model import Document
from guatu.store.documents.reader import read_document

__all__ = ["Document", "Limits", "read_document"]
