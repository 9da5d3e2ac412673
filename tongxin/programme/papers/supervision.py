"""督办通知单: what is late and by what arithmetic, what is asked, to be answered by when."""

from __future__ import annotations

from typing import Any

from tongxin.documents.typesetting import Block, Heading, Imprint, OfficialDocument, Paragraph
from tongxin.programme.enums import AssignmentRole
from tongxin.programme.models import Indicator, SupervisionNotice
from tongxin.programme.papers.wording import day, in_chinese, quoted, sentence, titled


@in_chinese
def supervision_paper(notice: SupervisionNotice) -> OfficialDocument:
    """The notice as a letter to its unit, still without a number. Two queries beside the notice's own relations.

    The light is the one that was kept when the notice was issued.
    """
    project = notice.project
    year = notice.year
    body: list[Block] = [Paragraph(_opening(notice)), Heading("一、督办事由"), Paragraph(sentence(notice.reason))]
    body += [Paragraph(line) for line in _basis(notice)]
    body += [
        Heading("二、督办要求"),
        Paragraph(sentence(notice.demand)),
        Heading("三、答复期限"),
        Paragraph(
            f"请于{day(notice.answer_by, year)}前书面答复，说明采取的措施和完成时间。确有困难、需要协调的，请一并说明。"
        ),
    ]
    # The lead unit knows what its supporting unit is asked.
    copies = () if notice.unit_id == project.lead_unit_id else (project.lead_unit.name,)
    return OfficialDocument(
        layout="letter",
        issuer_mark=notice.issuer.name,
        title=f"关于{quoted(project.title)}的督办通知",
        addressees=(notice.unit.name,),
        body=tuple(body),
        signatory=notice.issuer.name,
        dated_on=notice.issued_on,
        imprint=Imprint(copies_to=copies),
        sample=project.programme.is_sample,
    )


def _opening(notice: SupervisionNotice) -> str:
    project = notice.project
    part = project.assignments.filter(unit=notice.unit_id).first()
    duty = "配合" if part is not None and part.role == AssignmentRole.SUPPORT else "牵头"
    return (
        f"你单位{duty}的{titled(project.programme)}重点项目{quoted(project.title)}（编号{project.code}），"
        f"完成时限为{day(project.due_on, notice.year)}。现就有关事项督办如下。"
    )


def _basis(notice: SupervisionNotice) -> list[str]:
    """The grounds of the light as it stood, worst first; small counts of persons are not spelled out."""
    reasons: list[dict[str, Any]] = [
        reason for reason in notice.basis.get("reasons", []) if reason["state"] == notice.basis.get("state")
    ]
    of_persons = dict(
        Indicator.objects.filter(
            pk__in=[reason["indicator_id"] for reason in reasons if reason.get("indicator_id")],
            kind__counts_persons=True,
        ).values_list("pk", "name")
    )
    if not reasons:
        return []
    lines = [f"发出本通知时，该项目的状态为：{notice.basis['words'].replace(' ', '')}。依据如下。"]
    for reason in reasons:
        name = of_persons.get(reason.get("indicator_id") or 0)
        found = reason["found"] if name is None else f"{quoted(name)}未达到阶段目标"
        lines.append(sentence(found) + "".join(sentence(line) for line in reason.get("sums", ())))
    return lines
