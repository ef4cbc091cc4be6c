from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "guatu.web.public"
    label = "pages"
    verbose_name = "页面"
