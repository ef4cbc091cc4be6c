"""Plans as one aggregate: ledger, review, amendments. Figures lie below, lights above."""
