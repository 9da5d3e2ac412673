from django.urls import path

from tongxin.workbench.trail import views

urlpatterns = [path("", views.trail, name="trail")]
