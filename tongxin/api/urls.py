from django.urls import path

from tongxin.api.public import api

urlpatterns = [path("v1/", api.urls)]
