from django.urls import path

from tongxin.workbench.notables import views

urlpatterns = [
    path("", views.notables, name="notables"),
    path("add/", views.notable_add, name="notable_add"),
    path("<int:pk>/", views.notable, name="notable"),
    path("<int:pk>/change/", views.notable_change, name="notable_change"),
    path("<int:pk>/portrait/", views.portrait, name="notable_portrait"),
    path("<int:pk>/portrait/remove/", views.portrait_remove, name="notable_portrait_remove"),
    path("<int:pk>/statements/add/", views.statement_add, name="statement_add"),
    path("<int:pk>/statements/<int:statement>/", views.statement_change, name="statement_change"),
    path("<int:pk>/statements/<int:statement>/remove/", views.statement_remove, name="statement_remove"),
    path("<int:pk>/publish/", views.notable_publish, name="notable_publish"),
    path("<int:pk>/withdraw/", views.notable_withdraw, name="notable_withdraw"),
]
