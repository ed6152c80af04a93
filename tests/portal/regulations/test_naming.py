"""What versions of a law share, and what kind a regulation is."""

import pytest

from portal.regulations.kinds import Kind, guess_kind
from portal.regulations.naming import SLUG_LENGTH, address, law_key


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国某某法",
        "某某法",
        "《某某法》",
        "中华人民共和国 某某法",
        "某某法（2018年修正）",
        "某某法(2023修订)",
        "某某法（第二次修正）",
    ],
)
def test_versions_of_one_law_share_a_key(title):
    assert law_key(title) == "某某法"


@pytest.mark.parametrize("title", ["某某法实施细则", "某某法（试行）", "某某市某某法"])
def test_other_laws_have_other_keys(title):
    assert law_key(title) != "某某法"


def test_an_address_is_the_sound_of_the_name():
    assert address("水文条例", suffix="2017-03-01") == "shui-wen-tiao-li-2017-03-01"


def test_an_address_is_never_empty_nor_endless():
    assert address("《》") == "page"
    assert len(address("条" * 300, suffix="2017-03-01")) <= SLUG_LENGTH + 11


@pytest.mark.parametrize(
    ("title", "history", "kind"),
    [
        ("某条例", "2022年2月25日 中共中央、国务院发布", Kind.PARTY),
        ("某法", "2003年8月27日 第十届全国人民代表大会常务委员会第四次会议通过", Kind.LAW),
        ("某条例", "2007年4月5日 中华人民共和国国务院令第492号公布", Kind.ADMINISTRATIVE),
        ("某办法", "1993年12月12日 国务院批准", Kind.ADMINISTRATIVE),
        ("某条例", "2021年6月23日 某市第十五届人民代表大会常务委员会通过", Kind.LOCAL),
        ("某办法", "2019年3月1日 某部令第6号发布", Kind.RULES),
        ("某办法", "2019年3月1日 某省人民政府令第6号发布", Kind.RULES),
        ("中华人民共和国某法", "", Kind.LAW),
        ("中华人民共和国市场主体条例", "", Kind.ADMINISTRATIVE),
        ("城市某条例", "", Kind.ADMINISTRATIVE),
        ("某某市某条例", "", Kind.LOCAL),
        ("某某省某若干规定", "", Kind.LOCAL),
        ("某某的通知", "", Kind.NORMATIVE),
        ("某实施办法", "", Kind.NORMATIVE),
    ],
)
def test_the_kind_follows_from_who_decided_or_from_the_title(title, history, kind):
    assert guess_kind(title, [history]) == kind
