"""What happens to single projects of the sample year, by their titles: photos, returns, difficulties."""

from __future__ import annotations

BROKEN_DOWN = "武进区“两个健康”先行区建设"
CRITERIA_SET = (4, 15)
# The month whose report has a photo.
WITH_PHOTO = {"“党派成员之家”规范化建设": 7, "“商会建设提升年”活动": 8, "名人故居（场馆）修缮": 8}
WAIT_FOR_REVIEW = {"“商会建设提升年”活动", "涉侨服务和侨胞权益保障", "青果巷统战名人文化建设"}
SENT_BACK = {"民营企业家队伍“百千万工程”", "基层统战干部轮训"}
DIFFICULTIES = {
    ("名人故居（场馆）修缮", 8): "一处故居的产权手续还差一个部门的意见，请帮助协调（示例）。",
    ("“商会建设提升年”活动", 8): "三家乡镇商会没有固定场所，请统筹（示例）。",
}
