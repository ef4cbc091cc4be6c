"""Who leads what: lines assigned in bulk, one line, the units, and the sheet for a change of post."""
