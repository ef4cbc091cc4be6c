from django.urls import path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.public.amendments import views

app_name = "amend"
urlpatterns = [
    path("plans/<code:plan_code>/changes/", views.changes, name="changes"),
    path("compare/", views.compare, name="compare"),
]
