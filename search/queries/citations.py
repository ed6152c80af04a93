"""Citations of law: 信访工作条例第二十二条, 《…》第22条, … 22条, 第二十二条之一, short names."""

import re
from dataclasses import dataclass

from portal import chinese
from portal.regulations import naming
from portal.regulations.numerals import NUMERAL, to_number
from search.queries.law_names import SHORT_NAMES

_NUMBER = rf"(?:[0-9]{{1,4}}|[{NUMERAL}]{{1,9}})"
_ARTICLE = re.compile(rf"(?<![0-9])第?\s*({_NUMBER})\s*条(?:之\s*({_NUMBER}))?")
_PARENTHESES = re.compile(r"\([^()]*\)")
_NOT_NAME = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """An article by number, `inserted` for 之一 (1), 之二 (2) … and 0 otherwise; `law` as
    `law_key` gives it, empty if none was named.
    """

    law: str
    article: int
    inserted: int = 0

    @property
    def token(self) -> str:
        """How indexes name this: 信访工作条例#22; #22 of any law; 刑法#262-1 for 之一."""
        return f"{self.law}#{self.article}" + (f"-{self.inserted}" if self.inserted else "")


def parse(text: str) -> Citation | None:
    """The first article cited in `text`, with everything before it as the law's name."""
    folded = chinese.fold(text)
    match = _ARTICLE.search(folded)
    if match is None:
        return None
    try:
        article, inserted = to_number(match[1]), to_number(match[2] or "0")
    except ValueError:
        return None
    return Citation(law_key(folded[: match.start()]), article, inserted)


def law_key(name: str) -> str:
    """A law's name as it is compared: without 《》, 中华人民共和国, (…) and blanks, in full."""
    bare = naming.law_key(_PARENTHESES.sub("", chinese.fold(name)))
    bare = _NOT_NAME.sub("", bare)
    return SHORT_NAMES.get(bare, bare)
