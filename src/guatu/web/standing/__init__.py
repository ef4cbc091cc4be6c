"""Where every target of a plan stands on a day: one answer for pages, the wall and the command line."""
