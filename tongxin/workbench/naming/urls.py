from django.urls import path

from tongxin.workbench.naming import applications, batches, lists, objections, rechecks, visits

urlpatterns = [
    path("", lists.batch_list, name="naming"),
    path("add/", batches.batch_add, name="naming_add"),
    path("<int:pk>/", batches.board_page, name="naming_board"),
    path("<int:pk>/change/", batches.batch_change, name="naming_change"),
    path("<int:pk>/apply/", applications.apply, name="naming_apply"),
    path("applications/", lists.application_list, name="naming_applications"),
    path("applications/<int:pk>/", applications.application_page, name="naming_application"),
    path("applications/<int:pk>/write/", applications.write, name="naming_write"),
    path("applications/<int:pk>/files/<int:evidence>/", applications.evidence_file, name="naming_file"),
    path("applications/<int:pk>/check/", applications.check, name="naming_check"),
    path("applications/<int:pk>/reviewers/", visits.reviewers, name="naming_reviewers"),
    path("applications/<int:pk>/plaque.pdf", applications.plaque, name="naming_plaque"),
    path("applications/<int:pk>/recheck/", rechecks.recheck, name="naming_recheck"),
    path("visits/<int:pk>/", visits.visit_page, name="naming_visit"),
    path("objections/<int:pk>/", objections.objection_page, name="naming_objection"),
    path("objections/<int:pk>/contact/", objections.contact, name="naming_contact"),
    path("rechecks/", rechecks.recheck_list, name="naming_rechecks"),
]
