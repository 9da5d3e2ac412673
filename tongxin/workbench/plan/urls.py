from django.urls import path

from tongxin.workbench.plan import drafts, ending, lights, plans, sheets

urlpatterns = [
    path("", drafts.draft_list, name="plan_drafts"),
    path("take-in/", drafts.take_in_page, name="plan_take_in"),
    path("drafts/<int:pk>/", drafts.draft_page, name="plan_draft"),
    path("drafts/<int:pk>/change/", drafts.change, name="plan_draft_change"),
    path("drafts/<int:pk>/items/<slug:item>/", drafts.panel, name="plan_draft_item"),
    path("drafts/<int:pk>/make/", drafts.make, name="plan_make"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="plan_draft_discard"),
    path("new/", plans.new_programme, name="plan_new"),
    path("import/", sheets.import_page, name="plan_import"),
    path("<int:pk>/", plans.plan_page, name="plan"),
    path("<int:pk>/made/", drafts.made, name="plan_made"),
    path("<int:pk>/end/", ending.ending, name="plan_end"),
    path("<int:pk>/lights/", lights.light_rules, name="plan_lights"),
    path("<int:pk>/edit/", plans.edit_programme, name="plan_edit"),
    path("<int:pk>/export/", sheets.export, name="plan_export"),
    path("<int:pk>/areas/add/", plans.add_area, name="plan_area_add"),
    path("areas/<int:pk>/", plans.edit_area, name="plan_area"),
    path("areas/<int:pk>/remove/", plans.remove_area, name="plan_area_remove"),
    path("areas/<int:pk>/projects/add/", plans.add_project, name="plan_project_add"),
    path("projects/<int:pk>/", plans.edit_project, name="plan_project"),
    path("projects/<int:pk>/remove/", plans.remove_project, name="plan_project_remove"),
]
