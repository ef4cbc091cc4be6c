"""Milestones and actions: what was reported done, closed out or sent back. What follows from it, standing says."""
