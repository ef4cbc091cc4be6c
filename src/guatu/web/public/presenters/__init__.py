"""From what was read to what a page prints. No query here, and no HTML but the marked words of the plan."""
