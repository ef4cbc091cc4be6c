"""Who may add figures and change what they mean. Reading them is public."""

import rules

from guatu.web.people.rules import holds

rules.add_perm("indicators.load_figures", holds("statistician", "dispatcher"))
rules.add_perm("indicators.load_catalogue", holds("statistician", "dispatcher"))
