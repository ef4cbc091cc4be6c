"""Tasks (任务): milestones and actions from their deadline to the day on which they are closed out (销号)."""
