"""URLs for the look's own tests: the style page (else only with DEBUG), a public page and the error pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.urls import include, path

from tongxin.config.urls import urlpatterns as product
from tongxin.workbench import look
from tongxin.workbench.urls import urlpatterns as workbench

ERRORS = ("403", "403_csrf", "404", "429", "500")

PUBLIC = Template(
    '{% extends "portal/base.html" %}{% block title %}示例{% endblock %}{% block content %}<h1>示例</h1>{% endblock %}'
)


def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PUBLIC.render(RequestContext(request, {"sample": True})))


urlpatterns = [
    path("shown/<str:name>/", lambda request, name: render(request, f"{name}.html", {"sample": True})),
    path("public/", public),
    path("workbench/", include(([*workbench, *look.urlpatterns], "workbench"))),
    *(one for one in product if str(one.pattern) != "workbench/"),
]
