from django.urls import path

from tongxin.workbench.homes import criteria, home, overview

urlpatterns = [
    path("", overview.homes, name="homes"),
    path("criteria/", criteria.home_criteria, name="home_criteria"),
    path("criteria/add/", criteria.home_criterion_add, name="home_criterion_add"),
    path("criteria/<int:criterion>/change/", criteria.home_criterion_change, name="home_criterion_change"),
    path("<int:pk>/", home.home, name="home_of_members"),
    path("<int:pk>/criteria/<int:criterion>/evidence/", home.home_evidence_add, name="home_evidence_add"),
    path("<int:pk>/evidence/<int:evidence>/withdraw/", home.home_evidence_withdraw, name="home_evidence_withdraw"),
    path("<int:pk>/evidence/<int:evidence>/file/", home.home_evidence_file, name="home_evidence_file"),
    path("<int:pk>/funds/add/", home.home_funds_add, name="home_funds_add"),
    path("<int:pk>/funds/<int:funds>/withdraw/", home.home_funds_withdraw, name="home_funds_withdraw"),
    path("<int:pk>/use/", home.home_use_add, name="home_use_add"),
]
