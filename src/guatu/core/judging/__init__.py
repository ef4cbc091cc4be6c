"""A target held against its figures: pace (序时进度), status and its reasons. Needs both plan and series."""
