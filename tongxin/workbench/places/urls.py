from django.urls import path

from tongxin.workbench.places import kinds, pictures, views

urlpatterns = [
    path("", views.places, name="places"),
    path("add/", views.place_add, name="place_add"),
    path("import/", views.places_import, name="places_import"),
    path("kinds/", kinds.place_kinds, name="place_kinds"),
    path("kinds/add/", kinds.place_kind_add, name="place_kind_add"),
    path("kinds/<int:pk>/change/", kinds.place_kind_change, name="place_kind_change"),
    path("kinds/<int:pk>/remove/", kinds.place_kind_remove, name="place_kind_remove"),
    path("districts/<int:pk>/outline/", kinds.district_outline, name="district_outline"),
    path("<int:pk>/", views.place, name="place"),
    path("<int:pk>/change/", views.place_change, name="place_change"),
    path("<int:pk>/closures/add/", views.closure_add, name="closure_add"),
    path("<int:pk>/closures/<int:closure>/remove/", views.closure_remove, name="closure_remove"),
    path("<int:pk>/pictures/add/", pictures.picture_add, name="picture_add"),
    path("<int:pk>/pictures/<int:picture>/caption/", pictures.picture_caption, name="picture_caption"),
    path("<int:pk>/pictures/<int:picture>/move/", pictures.picture_move, name="picture_move"),
    path("<int:pk>/pictures/<int:picture>/remove/", pictures.picture_remove, name="picture_remove"),
    path("<int:pk>/publish/", views.place_publish, name="place_publish"),
    path("<int:pk>/withdraw/", views.place_withdraw, name="place_withdraw"),
    path("<int:pk>/plaque.pdf", views.plaque, name="plaque"),
]
