from django.urls import path

from guatu.web.check import views

app_name = "check"
urlpatterns = [
    path("", views.findings, name="findings"),
    path("draft/", views.draft, name="draft"),
]
