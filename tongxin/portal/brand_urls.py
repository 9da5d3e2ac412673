"""The addresses of the brands' public pages."""

from django.urls import path

from tongxin.portal import brands, for_machines

urlpatterns = [
    path("brands/", brands.brands, name="brands"),
    path("brands.json", brands.as_json, name="brands_json"),
    path("brands/evaluations/<int:year>/", brands.evaluation, name="brand_evaluation"),
    path("brands/evaluations/<int:year>.json", for_machines.evaluation, name="brand_evaluation_json"),
    path("brands/<slug:slug>/", brands.brand, name="brand"),
]
