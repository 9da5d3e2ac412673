from __future__ import annotations

import smtplib
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django_tasks_db.models import DBTaskResult

from tests.factories import NoticeFactory, UserFactory
from tongxin.accounts.models import User
from tongxin.common import jobs
from tongxin.common.jobs import worker
from tongxin.organisations import mailing, notices
from tongxin.organisations.models import Notice


def tell(*recipients: User, key: str = "report:1:sent_back", **fields: Any) -> int:
    texts = {"title": "报告已退回", "body": "数字与附件不符。", "link": "/workbench/reports/1/"}
    return len(notices.notify(recipients=recipients, key=key, **{**texts, **fields}))


def language_now() -> str:
    return get_language() or ""


lazystr_of_language = lazy(language_now, str)


def run_jobs() -> None:
    worker.run_worker(threading.Event(), only_waiting=True)


@pytest.fixture
def user(db: None) -> User:
    made: User = UserFactory(display_name="南门街道填报岗", email="nanmen@example.org")
    return made


def test_a_person_is_told_of_one_thing_once(user: User) -> None:
    other = UserFactory(email="")
    assert tell(user, user) == 1
    assert tell(user, other) == 1
    assert tell(user, key="report:1:sent_back:2") == 1
    assert tell(UserFactory(is_active=False)) == 0
    assert Notice.objects.count() == 3
    assert DBTaskResult.objects.count() == 2


@pytest.mark.parametrize("key", ["", "k" * 161])
def test_a_key_must_name_the_occasion(user: User, key: str) -> None:
    with pytest.raises(ValueError, match="1 to 160"):
        tell(user, key=key)


@pytest.mark.django_db(transaction=True)
def test_the_mail_says_what_and_where(settings: Any) -> None:
    settings.BASE_URL = "https://tongxin.example.org"
    tell(UserFactory(display_name="南门街道填报岗", email="nanmen@example.org"), title="报告\n已退回")
    run_jobs()
    (message,) = mail.outbox
    assert (message.subject, message.to) == ("【同心】报告 已退回", ["nanmen@example.org"])
    assert message.body == (
        "南门街道填报岗：\n\n报告 已退回\n\n数字与附件不符。\n\n"
        "请点此办理：https://tongxin.example.org/workbench/reports/1/\n\n这封邮件由“同心”系统发出，请勿直接回复。"
    )


@pytest.mark.django_db(transaction=True)
def test_a_job_that_runs_twice_mails_once() -> None:
    tell(UserFactory())
    run_jobs()
    (notice,) = Notice.objects.all()
    assert not mailing.mail_notice(notice.pk)
    assert mailing.mail_waiting() == 0
    assert len(mail.outbox) == 1


def test_what_the_mail_server_refused_is_tried_again_without_doubling(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(user)
    notice = Notice.objects.get()

    def refuse(_notice: Notice) -> None:
        raise smtplib.SMTPServerDisconnected("示例")

    with monkeypatch.context() as down:
        down.setattr(mailing, "_send", refuse)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            mailing.mail_notice(notice.pk)
        assert mailing.mail_waiting() == 0
    assert Notice.objects.get().mailed_at is None
    assert mailing.mail_waiting() == 1
    assert mailing.mail_waiting() == 0
    assert len(mail.outbox) == 1
    assert "mail_waiting_notices" in [periodic.name for periodic in jobs.registered()]


def test_what_is_not_mailed(user: User) -> None:
    """Nothing to people without an address or without an account, nothing that was read or is old, no sample years."""
    without = NoticeFactory(recipient=UserFactory(email=""))
    closed = NoticeFactory(recipient=UserFactory(is_active=False))
    read = NoticeFactory(recipient=user, read_at=timezone.now())
    old = NoticeFactory(recipient=user)
    Notice.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=4))
    assert tell(user, mail=False) == 1
    assert mailing.mail_waiting() == 0
    assert [mailing.mail_notice(notice.pk) for notice in (without, closed)] == [False, False]
    assert Notice.objects.filter(pk__in=[without.pk, closed.pk, read.pk], mailed_at__isnull=False).count() == 0
    assert mail.outbox == []
    assert DBTaskResult.objects.count() == 0


def test_lazy_words_are_in_the_recipients_language(db: None) -> None:
    words = lazystr_of_language()
    tell(UserFactory(username="english", language="en"), UserFactory(username="plain"), title=words)
    assert dict(Notice.objects.values_list("recipient__username", "title")) == {"english": "en", "plain": "zh-hans"}


def test_the_in_box(user: User) -> None:
    mine = [NoticeFactory(recipient=user) for _ in range(3)]
    other = NoticeFactory()
    assert [notice.pk for notice in notices.unread_for(user)] == [one.pk for one in reversed(mine)]
    assert notices.mark_read(user=user, notices=[mine[0], other]) == 1
    assert notices.mark_read(user=user, notices=[mine[0]]) == 0
    assert notices.unread_for(user).count() == 2
    assert notices.mark_read(user=user) == 2
    assert notices.unread_for(other.recipient).count() == 1
    assert notices.notice_for(user, mine[0].pk) == mine[0]
    with pytest.raises(Http404):
        notices.notice_for(user, other.pk)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["notify", "mail"])
def test_two_workers_at_once_tell_once(act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [UserFactory() for _ in range(5)]
    sent: list[int] = []
    monkeypatch.setattr(mailing, "_send", lambda notice: sent.append(notice.pk))
    if act == "mail":
        tell(*people)
    begin = threading.Barrier(2)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            begin.wait(10)
            if act == "notify":
                tell(*people)
            else:
                mailing.mail_waiting()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Notice.objects.count() == 5
    assert len(sent) == len(set(sent)) == (5 if act == "mail" else 0)
