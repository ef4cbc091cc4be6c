from django.urls import path, re_path

from guatu.web.office.desk import views

app_name = "review"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("queue/", views.queue, name="queue"),
    path("history/", views.history, name="history"),
    path("add/", views.add, name="add"),
    path("about/", views.about, name="about"),
    path("publish/", views.publish, name="publish"),
    path("row/<str:id>/", views.row, name="row"),
    re_path(f"^do/(?P<verb>{'|'.join(views.EDITS)})/$", views.act, name="act"),
]
