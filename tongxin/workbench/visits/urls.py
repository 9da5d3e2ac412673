from django.urls import path

from tongxin.workbench.visits import bookings, plans

urlpatterns = [
    path("", bookings.visits, name="visits"),
    path("places/<int:pk>/", plans.visit_place, name="visit_place"),
    path("places/<int:pk>/plan/", plans.visit_plan, name="visit_plan"),
    path("places/<int:pk>/export/", bookings.bookings_export, name="bookings_export"),
    path("places/<int:pk>/open-days/add/", plans.open_day_add, name="open_day_add"),
    path("places/<int:pk>/open-days/<int:open_day>/remove/", plans.open_day_remove, name="open_day_remove"),
    path("places/<int:pk>/close/<str:day>/<str:starts>/", plans.slot_close, name="slot_close"),
    path("places/<int:pk>/slots/<int:slot>/reopen/", plans.slot_reopen, name="slot_reopen"),
    path("<int:pk>/arrived/", bookings.booking_arrived, name="booking_arrived"),
    path("<int:pk>/missed/", bookings.booking_missed, name="booking_missed"),
    path("<int:pk>/told/", bookings.booking_told, name="booking_told"),
]
