"""What the living style page shows: a form in its states, and example rows for each component."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

SHANGHAI = ZoneInfo("Asia/Shanghai")
STATES = (
    ("received", "已收到"),
    ("returned", "待补充"),
    ("referred", "已转办"),
    ("declined", "不予受理"),
    ("accepted", "已受理"),
    ("reviewing", "评审中"),
    ("answered", "已答复"),
    ("adopted", "采纳"),
    ("partly_adopted", "部分采纳"),
    ("kept", "留作参考"),
    ("not_adopted", "不予采纳"),
    ("converted", "已落实"),
    ("partly_converted", "部分落实"),
    ("lapsed", "逾期未落实"),
    ("closed", "已办结"),
    ("withdrawn", "已撤回"),
    ("upcoming", "即将开始"),
    ("collecting", "征集中"),
    ("results", "结果公布"),
)
TOKENS = [
    "page",
    "surface",
    "surface-sunken",
    "surface-deep",
    "line",
    "line-strong",
    "text",
    "text-soft",
    "accent",
    "accent-strong",
    "accent-soft",
    "gold",
    "gold-strong",
    "gold-soft",
    "link",
    "link-visited",
    "info",
    "success",
    "warning",
    "danger",
    "neutral",
    "focus",
]


class SampleFilterForm(forms.Form):
    """Fields above a list."""

    topic = forms.ChoiceField(label="主题", choices=[("", "全部"), ("1", "停车与出行")])
    area = forms.ChoiceField(label="地区", choices=[("", "全部"), ("1", "东城街道")])
    order = forms.ChoiceField(label="排序", choices=[("new", "最新"), ("support", "支持最多")])


class SampleForm(forms.Form):
    """Every kind of field."""

    title = forms.CharField(label="标题", help_text="一句话说清楚，不超过 50 个字。", max_length=50)
    problem = forms.CharField(label="主要事由", widget=forms.Textarea)
    topic = forms.ChoiceField(label="主题", choices=[("", "请选择"), ("1", "停车与出行")])
    day = forms.DateField(label="日期", required=False, widget=forms.DateInput({"type": "date"}))
    photo = forms.FileField(label="照片", required=False, help_text="最多六张，每张不超过 10 MB。")
    shown = forms.ChoiceField(
        label="是否公开姓名",
        choices=[("yes", "公开"), ("no", "不公开")],
        widget=forms.RadioSelect,
    )
    areas = forms.MultipleChoiceField(
        label="涉及的地方",
        required=False,
        choices=[("a", "东城街道"), ("b", "柳湾镇"), ("c", "南塘社区")],
        widget=forms.CheckboxSelectMultiple,
    )
    consent = forms.BooleanField(label="我已阅读并同意隐私告知书")
    locked = forms.CharField(label="受理单位", initial="临河市人民建议征集办公室", disabled=True)


def samples(request: HttpRequest) -> dict[str, Any]:
    """The style page's context: everything its components are called with."""
    paginator = Paginator(range(400), 20)
    return {
        "states": STATES,
        "tokens": TOKENS,
        "form": SampleForm(auto_id="sample_%s"),
        "wrong_form": SampleForm({"title": "问" * 60}, auto_id="wrong_%s", prefix="wrong"),
        "filter_form": SampleFilterForm(auto_id="filter_%s"),
        "quote": {"text": "办不办得成另说，先让我把话说完。", "source": "一位社区居民"},
        "page_obj": paginator.page(7),
        "tabs": [
            {"label": "正在征集", "url": "#tabs", "is_current": True, "count": 3},
            {"label": "评审中", "url": "#tabs", "count": 1},
            {"label": "已结束", "url": "#tabs", "count": 12},
        ],
        "entries": _entries(),
        "facts": [("受理单位", "市交通局"), ("受理时间", "2026年3月2日"), ("空值不显示", "")],
        "columns": ["主题", "来电", "15 秒接通率"],
        "rows": [["停车", "1,204", "96.2%"], ["噪声", "873", "94.8%"], ["路灯", "412", "97.0%"]],
        "files": [
            {"name": "现场照片.webp", "url": "#files", "size": 284_120},
            {"name": "改造方案示意图.pdf", "url": "#files", "size": 1_920_344},
        ],
        "tags": [{"name": "停车与出行", "url": "#tags"}, {"name": "东城街道"}],
        "path": request.path,
    }


def _entries() -> list[dict[str, Any]]:
    """A history with a step that is done, one that runs and one to come."""
    day = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
    return [
        {"title": "已收到", "at": day, "status": "done", "text": "编号已发到您的手机。"},
        {"title": "评审中", "at": day.replace(day=9), "by": "评审小组", "status": "current"},
        {"title": "结果公布", "status": "coming"},
    ]
