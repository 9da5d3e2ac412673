from django.urls import include, path

from tongxin.common.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("workbench/", include("tongxin.workbench.urls")),
    path("api/", include("tongxin.api.urls")),
    path("", include("tongxin.portal.urls")),
]
