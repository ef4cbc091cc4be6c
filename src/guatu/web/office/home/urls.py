from django.urls import path

from guatu.web.office.home import views

app_name = "office"
urlpatterns = [path("", views.home, name="home")]
