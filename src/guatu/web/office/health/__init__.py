"""The state of this installation, and its backups: the system administrator's own page."""
