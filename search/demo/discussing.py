"""What the demo's panels said among themselves, decided without publishing, and looked at again."""

from search.asking import ask as ask_engine
from search.demo.city import City
from search.demo.clock import as_of
from search.engines.interface import SearchUnavailable
from search.returning.night import bring_back
from suggestions.review.deciding import decide
from suggestions.review.notes import write_note
from suggestions.review.round import Publication, Round
from suggestions.review.second_look import Answer, answer, ask
from suggestions.review.shortlist import shortlist
from suggestions.states import State

SHORTLISTED = ("benches", "lowlight")
NOTES = (
    ("benches", "editor", -3, "“围着的椅子可以说话”这句，建议设计任务书原样引用。"),
    ("benches", "chair", -2, "铁刺由城管部门月底前拆除，费用已落实。椅子随步道工程一并采购。"),
    ("lowlight", "editor", -2, "矮灯的维护费用还要问一下照明中心。"),
)
DECIDED = (
    "benches",
    "问题具体、做法可行：每三百米设一处围合式座椅，写入步道设计任务书；花坛防坐铁刺先行拆除。",
)
DOUBT = (
    "nowalls",
    "我说的“全部”确实过头了。能不能把学校和医院周边的先列个清单，逐个和业主商量？",
    "感谢补充。学校、医院周边绕行最严重的九处已列入“开小门”协商清单，与您补充的意见一致，"
    "按协商结果推进即可，不需要重新评审。原决定维持。",
)


def discuss(city: City) -> None:
    """The panel of the round that goes on, and one second look at what was decided before."""
    round = Round.objects.get(campaign=city.campaigns["riverside-walk"])
    Round.objects.filter(pk=round.pk).update(publication=Publication.TOGETHER)
    round.refresh_from_db()
    standings = {row.suggestion_id: row for row in round.standings.select_related("suggestion")}
    marked = [standings[city.suggestions[key].pk].pk for key in SHORTLISTED]
    with as_of(city.past(-3, "16:20")) as at:
        shortlist(round, marked, True, by=city.people["editor"], at=at)
    for key, person, day, text in NOTES:
        standing = standings[city.suggestions[key].pk]
        standing.round = round
        with as_of(city.past(day, "17:05")) as at:
            write_note(standing, text, by=city.people[person], at=at)
    key, reason = DECIDED
    with as_of(city.past(-1, "10:40")) as at:
        decide(
            city.suggestions[key],
            State.ADOPTED,
            reason,
            round=round,
            by=city.people["chair"],
            at=at,
            settling="B",
        )
    look_again(city)


def look_again(city: City) -> None:
    """An author asks for a second look and is answered."""
    key, reasons, said = DOUBT
    with as_of(city.past(-104, "21:15")) as at:
        look = ask(city.suggestions[key], reasons, by=None, at=at)
    with as_of(city.past(-97, "09:30")) as at:
        answer(look, Answer.STAYS, said, by=city.people["chair"], at=at)


def compare_pool(city: City) -> None:
    """Compare the pool with the calls; where search does not answer, the first night does it."""
    try:
        ask_engine(lambda engine: bring_back(engine, at=city.today))
    except SearchUnavailable:
        return
