"""Whatever a row holds, it becomes a draft that can be stored, or a message about each fault."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from campaigns.pages import CampaignPage
from suggestions.intake.imports.columns import KNOWN, Columns
from suggestions.intake.imports.drafting import KEY_LENGTH, Destination, drafted
from suggestions.states import Classification
from suggestions.suggestion import TITLE_LENGTH

AT = datetime(2026, 11, 22, tzinfo=UTC)
ANYWHERE = Destination(
    campaign=CampaignPage(title="any", content_type_id=1),
    source="any",
    classification=Classification.UNSORTED,
    unit=None,
    topics={},
    areas={},
)
text = st.text(st.characters(exclude_categories=()), max_size=150)
plain = st.none() | st.booleans() | st.integers() | st.floats() | text | st.datetimes() | st.dates()
cells = st.recursive(
    plain, lambda inner: st.lists(inner) | st.dictionaries(text, inner), max_leaves=3
)
headings = st.sampled_from([name for names in KNOWN.values() for name in names]) | text


rest = st.dictionaries(headings, cells, max_size=6)
told = st.fixed_dictionaries({"title": text, "内容": text})


@given(told, rest)
def test_any_row_is_a_storable_draft_or_a_list_of_faults(said, beside):
    draft, faults = read(beside | said)

    if draft is None:
        assert all(faults.values())
        return
    assert 0 < len(draft.title) <= TITLE_LENGTH
    assert draft.problem
    assert 0 < len(draft.source_key) <= KEY_LENGTH
    assert draft.support_count >= 0
    texts = (draft.title, draft.problem, draft.proposal, draft.author_name, draft.source_key)
    assert all(b"\x00" not in value.encode("utf-8") for value in texts)


def read(row):
    """The draft of the row, or None and what is wrong with it."""
    try:
        return drafted(Columns().parts_of(row), ANYWHERE, at=AT), {}
    except ValidationError as error:
        return None, error.message_dict
