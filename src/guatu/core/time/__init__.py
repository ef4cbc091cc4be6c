"""One type of time for plans, figures and letters: periods, deadlines, working days."""
