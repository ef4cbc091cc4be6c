"""Who may amend a plan: whoever may load one (`ledger.load_plan`, the dispatcher). Reading is public."""
