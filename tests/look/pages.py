"""URLs for the look's own tests: the style page, which settings.DEBUG shows otherwise, a public page and the error pages."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import include, path

from tongxin.config.urls import urlpatterns as product
from tongxin.workbench import look
from tongxin.workbench.urls import urlpatterns as workbench

ERRORS = ("403", "403_csrf", "404", "429", "500")

urlpatterns = [
    path("shown/<str:name>/", lambda request, name: render(request, f"{name}.html", {"sample": True})),
    path("public/", lambda request: render(request, "portal/base.html", {"sample": True})),
    path("workbench/", include(([*workbench, *look.urlpatterns], "workbench"))),
    *(one for one in product if str(one.pattern) != "workbench/"),
]
