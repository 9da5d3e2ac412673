"""Outside the portal's namespace: Wagtail asks for this name."""

from django.urls import path

from tongxin.portal.downloads import download

urlpatterns = [path("<int:document_id>/<str:document_filename>", download, name="wagtaildocs_serve")]
