"""Who may do what, the accounts, and the audit log: the pages of the three administrators."""
