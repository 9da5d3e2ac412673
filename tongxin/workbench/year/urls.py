from django.urls import path

from tongxin.workbench.year import ledger, tables, views

urlpatterns = [
    path("", views.home, name="home"),
    path("year/", views.years, name="years"),
    path("year/<int:pk>/", views.board_page, name="board"),
    path("year/<int:pk>/table.<str:form>", tables.table, name="board_table"),
    path("year/<int:pk>/timeline/", views.timeline_page, name="timeline"),
    path("year/<int:pk>/units/", views.heat_page, name="heat"),
    path("year/<int:pk>/leader/", views.leader_page, name="leader"),
    path("projects/<int:pk>/", views.project_page, name="project"),
    path("facts/", ledger.ledger, name="facts"),
    path("facts/<int:pk>/", ledger.fact_page, name="fact"),
]
