"""A plan's text compiled into commitments (条目): targets, milestones, actions."""
