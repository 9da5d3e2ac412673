from django.urls import path

from tongxin.workbench.kinds import views

urlpatterns = [
    path("", views.kinds, name="fact_kinds"),
    path("add/", views.kind_add, name="fact_kind_add"),
    path("<int:pk>/change/", views.kind_change, name="fact_kind_change"),
]
