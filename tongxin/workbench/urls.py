from django.conf import settings
from django.urls import URLPattern, URLResolver

from tongxin.workbench import look

app_name = "workbench"

urlpatterns: list[URLPattern | URLResolver] = []

if settings.DEBUG:
    urlpatterns += look.urlpatterns
