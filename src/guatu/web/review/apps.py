from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "guatu.web.review"
    verbose_name = _("审阅")
    default_auto_field = "django.db.models.BigAutoField"
