from django.urls import path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.check import views

app_name = "check"
urlpatterns = [
    path("plans/<code:plan_code>/check/", views.findings, name="findings"),
    path("check/draft/", views.draft, name="draft"),
]
