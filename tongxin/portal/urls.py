from django.urls import path

from tongxin.portal import homes, naming, notables, places, search, views, visits, walks
from tongxin.portal.about_urls import urlpatterns as about_the_site
from tongxin.portal.brand_urls import urlpatterns as of_brands

app_name = "portal"

urlpatterns = [
    path("", views.front, name="front"),
    path("years/", views.years, name="years"),
    path("years/<int:pk>/", views.year, name="year"),
    path("years/<int:pk>/projects/<str:code>/", views.project, name="project"),
    path("years/<int:pk>/projects.json", views.as_json, name="year_json"),
    path("years/<int:pk>/projects.csv", views.as_csv, name="year_csv"),
    path("search/", search.search_page, name="search"),
    path("search.json", search.as_json, name="search_json"),
    path("search/suggestions/", search.suggestions, name="search_suggestions"),
    path("places/", places.places, name="places"),
    path("places.json", places.as_json, name="places_json"),
    path("places.geojson", places.as_geojson, name="places_geojson"),
    path("districts.geojson", places.districts_as_geojson, name="districts_geojson"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("places/<slug:slug>.geojson", places.place_as_geojson, name="place_geojson"),
    path("notables/", notables.notables, name="notables"),
    path("notables.json", notables.as_json, name="notables_json"),
    path("notables/<slug:slug>/", notables.notable, name="notable"),
    path("notables/<slug:slug>.json", notables.notable_as_json, name="notable_json"),
    path("walks/", walks.walks, name="walks"),
    path("walks.json", walks.as_json, name="walks_json"),
    path("walks/worker.js", walks.worker, name="walks_worker"),
    path("walks/<slug:slug>/", walks.walk, name="walk"),
    path("walks/<slug:slug>.geojson", walks.walk_as_geojson, name="walk_geojson"),
    path("walks/<slug:slug>.pdf", walks.walk_as_pdf, name="walk_pdf"),
    path("members-homes/", homes.homes, name="homes"),
    path("places/<slug:slug>/visit/", visits.calendar, name="visit_calendar"),
    path("places/<slug:slug>/visit.json", visits.as_json, name="visit_json"),
    path("places/<slug:slug>/visit/<str:day>/<str:starts>/", visits.book, name="visit_book"),
    path("visits/", visits.visits, name="visits"),
    path("visits/find/", visits.booking_find, name="booking_find"),
    path("visits/<str:code>/", visits.booking, name="booking"),
    path("visits/<str:code>/change/", visits.booking_change, name="booking_change"),
    path("visits/<str:code>/contact/", visits.booking_contact, name="booking_contact"),
    path("visits/<str:code>/cancel/", visits.booking_cancel, name="booking_cancel"),
    path("naming/", naming.naming, name="naming"),
    path("naming.json", naming.as_json, name="naming_json"),
    path("naming/objections/<slug:receipt>/", naming.receipt, name="naming_receipt"),
    path("naming/objections/<slug:receipt>/erase/", naming.contact_erase, name="naming_contact_erase"),
    path("naming/<slug:slug>/", naming.batch, name="naming_batch"),
    path("naming/<slug:slug>/object/", naming.objection, name="naming_objection"),
    path("naming/<slug:slug>/document.pdf", naming.document, name="naming_document"),
    *of_brands,
    *about_the_site,
]
