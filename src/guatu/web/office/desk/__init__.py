"""The review desk: text and ledger side by side."""
