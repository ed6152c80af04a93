"""Law texts of our own for the tests."""

TOWN_RULES = """# 某某市人民建议征集办法

2020年5月6日 某某市第一届人民代表大会常务委员会第二次会议通过

<!-- INFO END -->

## 第一章 总则

第一条 为了规范建议征集，制定本办法。

第二条 本办法适用于下列活动：

（一）征求建议；

（二）办理建议：

1．登记；

2．答复。

## 第二章 附则

第二条之一 本条是后加的。

第三条 本办法自2020年7月1日起施行。
"""

AMENDED_RULES = TOWN_RULES.replace(
    "\n<!-- INFO", "\n2024年3月1日 某某市人民代表大会常务委员会修正\n\n<!-- INFO"
).replace("为了规范建议征集", "为了规范和促进建议征集")


def long_law(articles):
    """A law with that many articles in chapters of fifty."""
    lines = ["# 某某市长条例", "", "2020年5月6日 公布", "", "<!-- INFO END -->", ""]
    for number in range(1, articles + 1):
        if number % 50 == 1:
            lines += [f"## 第{number // 50 + 1}章 第{number // 50 + 1}部分", ""]
        lines += [f"第{number}条 这是第{number}条的内容。", "", "（一）甲；", "", "（二）乙。", ""]
    return "\n".join(lines)
