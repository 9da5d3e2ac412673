from django.urls import path

from tongxin.workbench.exports import views

urlpatterns = [
    path("", views.exports, name="exports"),
    path("<int:pk>/", views.export, name="export"),
    path("<int:pk>/approve/", views.approve, name="export_approve"),
    path("<int:pk>/refuse/", views.refuse, name="export_refuse"),
    path("<int:pk>/withdraw/", views.withdraw, name="export_withdraw"),
    path("<int:pk>/file/", views.file, name="export_file"),
]
