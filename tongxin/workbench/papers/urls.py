from django.urls import path

from tongxin.workbench.papers import views

urlpatterns = [
    path("", views.issued_papers, name="papers"),
    path("<int:pk>/<str:form>/", views.paper_file, name="paper_file"),
    path("year/<int:pk>/new/", views.new_paper, name="paper_new"),
    path("year/<int:pk>/new/pdf/", views.preview, name="paper_preview"),
]
