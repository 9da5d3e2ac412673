from django.urls import path

from tongxin.workbench.columns import views

urlpatterns = [path("", views.columns, name="columns")]
