"""Who may read the log: the audit administrator; and what he does himself, the security administrator."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit

permit("audit.read", holds("auditor"), says=_("查看审计记录、核对审计链"), who=_("审计管理员"))
permit(
    "audit.read_auditors",
    holds("security"),
    says=_("查看审计管理员自己的操作记录"),
    who=_("安全管理员"),
)
