from django.urls import path

from tongxin.accounts import views

urlpatterns = [
    path("setlang/", views.set_language, name="set_language"),
    path("look/", views.set_look, name="set_look"),
]
