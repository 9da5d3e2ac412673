from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from tongxin.workbench import look

app_name = "workbench"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tongxin.workbench.year.urls")),
    path("trail/", include("tongxin.workbench.trail.urls")),
    path("plan/", include("tongxin.workbench.plan.urls")),
    path("carry/", include("tongxin.workbench.carry.urls")),
    path("papers/", include("tongxin.workbench.papers.urls")),
    path("kinds/", include("tongxin.workbench.kinds.urls")),
    path("brands/", include("tongxin.workbench.brands.urls")),
    path("notables/", include("tongxin.workbench.notables.urls")),
    path("walks/", include("tongxin.workbench.walks.urls")),
    path("places/", include("tongxin.workbench.places.urls")),
    path("houses/", include("tongxin.workbench.houses.urls")),
    path("homes/", include("tongxin.workbench.homes.urls")),
    path("visits/", include("tongxin.workbench.visits.urls")),
    path("exports/", include("tongxin.workbench.exports.urls")),
    path("naming/", include("tongxin.workbench.naming.urls")),
    path("readings/", include("tongxin.workbench.editorial.urls")),
    path("columns/", include("tongxin.workbench.columns.urls")),
    path("corrections/", include("tongxin.workbench.corrections.urls")),
    path("units/", include("tongxin.workbench.units.urls")),
]

if settings.DEBUG:
    urlpatterns += look.urlpatterns
