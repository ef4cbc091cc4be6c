"""Who answers for the lines of a plan: assigned, changed, handed over, withdrawn."""
