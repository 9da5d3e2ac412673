from django.urls import path

from tongxin.workbench.corrections import views

urlpatterns = [
    path("", views.corrections, name="corrections"),
    path("<int:pk>/", views.correction, name="correction"),
    path("<int:pk>/answer/", views.answer, name="correction_answer"),
    path("<int:pk>/hand-over/", views.hand_over, name="correction_hand_over"),
    path("<int:pk>/set-aside/", views.set_aside, name="correction_set_aside"),
    path("<int:pk>/reopen/", views.reopen, name="correction_reopen"),
    path("<int:pk>/contact/", views.contact, name="correction_contact"),
]
