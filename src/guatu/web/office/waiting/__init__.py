"""待确认: which indicator measures a target, and what an indicator counts, in one queue with keys."""
