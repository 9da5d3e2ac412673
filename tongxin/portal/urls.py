from django.contrib.sitemaps.views import sitemap
from django.urls import path

from tongxin.portal import corrections, feeds, naming, places, statements, views, written
from tongxin.portal.sitemaps import SITEMAPS, robots

app_name = "portal"

urlpatterns = [
    path("", views.front, name="front"),
    path("years/<int:pk>/", views.year, name="year"),
    path("years/<int:pk>/projects/<str:code>/", views.project, name="project"),
    path("years/<int:pk>/projects.json", views.as_json, name="year_json"),
    path("years/<int:pk>/projects.csv", views.as_csv, name="year_csv"),
    path("places/", places.places, name="places"),
    path("places.json", places.as_json, name="places_json"),
    path("places.geojson", places.as_geojson, name="places_geojson"),
    path("districts.geojson", places.districts_as_geojson, name="districts_geojson"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("places/<slug:slug>.geojson", places.place_as_geojson, name="place_geojson"),
    path("naming/", naming.naming, name="naming"),
    path("naming.json", naming.as_json, name="naming_json"),
    path("naming/objections/<slug:receipt>/", naming.receipt, name="naming_receipt"),
    path("naming/objections/<slug:receipt>/erase/", naming.contact_erase, name="naming_contact_erase"),
    path("naming/<slug:slug>/", naming.batch, name="naming_batch"),
    path("naming/<slug:slug>/object/", naming.objection, name="naming_objection"),
    path("naming/<slug:slug>/document.pdf", naming.document, name="naming_document"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("privacy/", statements.privacy, name="privacy"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("news.json", written.news_json, name="news_json"),
    path("notices.json", written.notices_json, name="notices_json"),
    path("documents.json", written.documents_json, name="documents_json"),
    path("news.atom", written.News(), name="news_atom"),
    path("news.rss", written.NewsRss(), name="news_rss"),
    path("notices.atom", written.Notices(), name="notices_atom"),
    path("notices.rss", written.NoticesRss(), name="notices_rss"),
    path("corrections.atom", feeds.Corrections(), name="corrections_atom"),
    path("corrections.rss", feeds.CorrectionsRss(), name="corrections_rss"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections.json", corrections.as_json, name="corrections_json"),
    path("corrections/new/", corrections.ask, name="correction_ask"),
    path("corrections/receipts/", corrections.find_receipt, name="correction_find"),
    path("corrections/receipts/<str:code>/", corrections.receipt, name="correction_receipt"),
]
