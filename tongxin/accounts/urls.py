from django.urls import path

from tongxin.accounts import views

urlpatterns = [
    path("setlang/", views.set_language, name="set_language"),
    path("text-size/", views.set_text_size, name="set_text_size"),
]
