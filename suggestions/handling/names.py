"""Names: how a person's name is recognised after the words that announce one.

A Chinese name is a surname and one or two characters. Without a word before it a name cannot
be told from other words; then editors mask by hand or by a word list.
"""

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蔡蒋余于杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾韦夏付傅邹熊孟秦邱江尹薛阎段侯雷陶黎史贺顾毛郝龚"
    "邵万钱严覃武戴莫孔白盛汤康施牛樊温芦季俞章鲁葛倪祝翟颜聂辛管齐申耿关兰焦柳欧祖毕裴洪房"
    "鲍滕殷路乔涂甄阮喻霍柯岳童闫纪舒项屈凌骆古尚穆龙费宁游卓苗詹简容饶卜蓝邢靳翁解蒲"
)
_DOUBLE = "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|端木"
_HAN = "\u4e00-\u9fff"
_AFTER = (
    rf"(?=$|[^{_HAN}]|[是住在男女系现]|今年|家住|来自|联系|电话|手机|身份"
    r"|先生|女士|老师|同志|特此|恳请|反映)"
)
_NAME = (
    rf"(?:[{_HAN}]{{2,6}}(?:·[{_HAN}]{{2,6}})+"
    rf"|(?:{_DOUBLE})[{_HAN}]{{1,2}}?{_AFTER}"
    rf"|[{_SURNAMES}] ?[{_HAN}]{{1,2}}?{_AFTER})"
)
_BEFORE = (
    r"(?:(?:我|本人|名)叫|我的名字(?:是|叫)|我?姓名(?:是|为|叫)?|联系人(?:是|为)?|户主(?:是|为)?"
    r"|当事人(?:是|为)?|投诉人|信访人|申请人|建议人|反映人|署名)[:\s]{0,3}"
)
NAMED = re.compile(rf"{_BEFORE}({_NAME})")
"""The first group is the name. Full-width signs are narrow when it is applied."""
