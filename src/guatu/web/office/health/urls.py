from django.urls import path

from guatu.web.office.health import views

app_name = "health"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/backup/", views.keep, name="keep"),
]
