from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as editor_urls

urlpatterns = [
    path("", include("tongxin.common.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("tongxin.accounts.urls")),
    path("workbench/", include("tongxin.workbench.urls")),
    path("api/", include("tongxin.api.urls")),
    path("editor/", include(editor_urls)),
    path("", include("tongxin.portal.urls")),
    path("documents/files/", include("tongxin.portal.file_urls")),
    # Last: what editors wrote. The portal's own addresses come first.
    path("", include(wagtail_urls)),
]
