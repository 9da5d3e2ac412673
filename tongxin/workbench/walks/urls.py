from django.urls import path

from tongxin.workbench.walks import stops, views

urlpatterns = [
    path("", views.walks, name="walks"),
    path("add/", views.walk_add, name="walk_add"),
    path("<int:pk>/", views.walk, name="walk"),
    path("<int:pk>/change/", views.walk_change, name="walk_change"),
    path("<int:pk>/stops/add/", stops.stop_add, name="stop_add"),
    path("<int:pk>/stops/order/", stops.stops_order, name="stops_order"),
    path("<int:pk>/stops/<int:stop>/", stops.stop_change, name="stop_change"),
    path("<int:pk>/stops/<int:stop>/move/", stops.stop_move, name="stop_move"),
    path("<int:pk>/stops/<int:stop>/picture/", stops.stop_picture, name="stop_picture"),
    path("<int:pk>/stops/<int:stop>/remove/", stops.stop_remove, name="stop_remove"),
    path("<int:pk>/publish/", views.walk_publish, name="walk_publish"),
    path("<int:pk>/withdraw/", views.walk_withdraw, name="walk_withdraw"),
]
