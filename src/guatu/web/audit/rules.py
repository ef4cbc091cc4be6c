"""Who may read the log: the auditor, and nobody changes it."""

import rules

from guatu.web.people.rules import holds

rules.add_perm("audit.read", holds("auditor"))
