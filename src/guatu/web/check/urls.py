from django.urls import path, re_path

from guatu.web.base import converters  # noqa: F401  # registers <code:…>
from guatu.web.check import views

app_name = "check"
urlpatterns = [
    path("plans/<code:plan_code>/check/", views.findings, name="findings"),
    path("check/draft/", views.draft, name="draft"),
    path("check/drafts/<int:pk>/", views.checked, name="checked"),
    path("check/drafts/<int:pk>/annotated/", views.annotated, name="annotated"),
    re_path(r"^check/drafts/(?P<pk>[0-9]{1,15})/do/(?P<verb>keep|drop)/$", views.act, name="act"),
]
