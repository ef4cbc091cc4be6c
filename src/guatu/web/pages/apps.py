from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "guatu.web.pages"
    label = "pages"
    verbose_name = "页面"
