from django.urls import path

from guatu.web.public.amendments import views

app_name = "amend"
urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("compare/", views.compare, name="compare"),
]
