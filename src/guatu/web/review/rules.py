"""Who may see the desk, work at it and publish from it. The public sees what was published, on the plan's own page."""

import rules

from guatu.web.people.models import Role
from guatu.web.people.rules import holds

rules.add_perm("review.read", holds(*Role.values))
rules.add_perm("review.edit", holds("dispatcher"))
rules.add_perm("review.publish", holds("dispatcher"))
