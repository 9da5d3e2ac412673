from django.urls import path

from tongxin.common.health import healthz

urlpatterns = [path("healthz", healthz, name="healthz")]
