from django.urls import path

from tongxin.workbench.houses import pictures, views

urlpatterns = [
    path("", views.houses, name="houses"),
    path("<int:pk>/", views.house, name="house"),
    path("<int:pk>/change/", views.house_change, name="house_change"),
    path("<int:pk>/stages/add/", views.stage_add, name="stage_add"),
    path("<int:pk>/stages/<int:stage>/change/", views.stage_change, name="stage_change"),
    path("<int:pk>/stages/<int:stage>/remove/", views.stage_remove, name="stage_remove"),
    path("<int:pk>/pairs/add/", pictures.pair_add, name="pair_add"),
    path("<int:pk>/pairs/<int:pair>/after/", pictures.pair_after, name="pair_after"),
    path("<int:pk>/pairs/<int:pair>/remove/", pictures.pair_remove, name="pair_remove"),
    path("<int:pk>/open/", views.house_open, name="house_open"),
]
