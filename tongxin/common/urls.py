from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from tongxin.common.health import healthz
from tongxin.common.pictures import views


class PictureKey(StringConverter):
    regex = "[0-9a-f]{8}"


class PictureFormat(StringConverter):
    regex = "avif|webp|jpg"


register_converter(PictureKey, "picture_key")
register_converter(PictureFormat, "picture_format")

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("pictures/<int:pk>-<picture_key:key>/<int:width>.<picture_format:extension>", views.picture, name="picture"),
    re_path(r"^pictures/images/(?P<name>[\w.-]+)$", views.rendition, name="rendition"),
]
