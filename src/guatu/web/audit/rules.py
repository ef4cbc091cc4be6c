"""Who may read the log: the auditor, and nobody changes it."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit

permit("audit.read", holds("auditor"), says=_("查看审计记录"), who=_("审计员"))
