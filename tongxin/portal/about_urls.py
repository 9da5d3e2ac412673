"""Addresses of what the site says of itself: to machines, of privacy, and of what was wrong."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from tongxin.portal import corrections, feeds, statements, written
from tongxin.portal.sitemaps import SITEMAPS, robots

urlpatterns = [
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
