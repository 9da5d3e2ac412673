from django.urls import path

from tongxin.workbench.editorial import views

urlpatterns = [
    path("", views.readings, name="readings"),
    path("<int:pk>/", views.reading, name="reading"),
    path("<int:pk>/preview/", views.reading_preview, name="reading_preview"),
    path("<int:pk>/decide/", views.reading_decide, name="reading_decide"),
    path("pages/<int:pk>/take-back/", views.page_take_back, name="page_take_back"),
]
