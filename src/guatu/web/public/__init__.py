"""The pages that anyone may read: thin views over the ledger, the figures and their judgement."""
