from django.urls import path

from guatu.web.office.figures import views

app_name = "entry"
urlpatterns = [path("", views.grid, name="grid")]
