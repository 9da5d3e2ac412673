from django.urls import path

from tongxin.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.front, name="front"),
    path("years/<int:pk>/", views.year, name="year"),
    path("years/<int:pk>/projects/<str:code>/", views.project, name="project"),
    path("years/<int:pk>/projects.json", views.as_json, name="year_json"),
    path("years/<int:pk>/projects.csv", views.as_csv, name="year_csv"),
]
