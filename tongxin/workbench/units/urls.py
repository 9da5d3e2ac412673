from django.urls import path

from tongxin.workbench.units import ending, inbox, members, oneself, tree

urlpatterns = [
    path("", tree.units, name="units"),
    path("found/", tree.found, name="unit_found"),
    path("<int:pk>/", tree.unit_page, name="unit"),
    path("<int:pk>/add/", tree.add, name="unit_add"),
    path("<int:pk>/rename/", tree.rename, name="unit_rename"),
    path("<int:pk>/change/", tree.change, name="unit_change"),
    path("<int:pk>/alias/", tree.alias_add, name="unit_alias_add"),
    path("<int:pk>/alias/<int:alias_pk>/remove/", tree.alias_remove, name="unit_alias_remove"),
    path("<int:pk>/move/", tree.move, name="unit_move"),
    path("<int:pk>/merge/", ending.merge, name="unit_merge"),
    path("<int:pk>/close/", ending.close, name="unit_close"),
    path("<int:pk>/members/", members.members, name="unit_members"),
    path("<int:pk>/members/grant/", members.grant, name="unit_grant"),
    path("<int:pk>/members/open/", members.open_account, name="unit_open_account"),
    path("roles/<int:pk>/end/", members.end, name="role_end"),
    path("accounts/<int:pk>/password/", members.password, name="account_password"),
    path("accounts/<int:pk>/second-factor/", members.second_factor, name="account_second_factor"),
    path("accounts/<int:pk>/close/", members.close, name="account_close"),
    path("me/", oneself.me, name="me"),
    path("me/away/", oneself.away, name="away"),
    path("me/away/<int:pk>/revoke/", oneself.revoke, name="away_revoke"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read"),
    path("inbox/<int:pk>/", inbox.open_notice, name="inbox_open"),
]
