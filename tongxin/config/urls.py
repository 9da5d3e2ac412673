from django.urls import include, path

urlpatterns = [
    path("", include("tongxin.common.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("tongxin.accounts.urls")),
    path("workbench/", include("tongxin.workbench.urls")),
    path("api/", include("tongxin.api.urls")),
    path("", include("tongxin.portal.urls")),
]
