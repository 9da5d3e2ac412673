"""One of the three steps as Wagtail's workflow knows it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from tongxin.common.errors import NotAllowed
from tongxin.editorial import reviewing
from tongxin.editorial.models.review import READINGS, Step, steps_passed
from tongxin.organisations.enums import Role


class ReviewTask(Task):
    """A reading, and the role that does it for the whole site. Which role that is, an administrator may change.

    While a page is read nobody changes it: what three people have read is what goes out.
    """

    step = models.PositiveSmallIntegerField(
        _("步骤"), choices=[(one.value, one.label) for one in READINGS], unique=True
    )
    role = models.CharField(_("由哪个角色审"), max_length=20, choices=Role.choices)

    admin_form_fields: list[str] = ["name", "role"]

    class Meta:
        verbose_name = _("审稿步骤")
        verbose_name_plural = _("审稿步骤")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin this reading, or an earlier one that these words have not passed: changed words are read anew."""
        passed = steps_passed(workflow_state.content_object.get_latest_revision())
        for task in ReviewTask.objects.filter(step__lt=self.step).order_by("step"):
            if task.step not in passed:
                return task.start(workflow_state, user=user)
        state = super().start(workflow_state, user=user)
        reviewing.opened(state, step=Step(self.step), role=self.role, by=user)
        return state

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Nothing is decided in the editor's room: the pages of the workbench show what is read, and check."""
        raise NotAllowed(_now("请在工作台的“审稿”里通过或退回。"))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    @classmethod
    def get_description(cls) -> Any:
        return _("持有这个角色、又没有写过和审过这一稿的人来审")
