"""目标的实际值怎样说。"""

import pandas as pd
import pytest

from pages.figures.actual import is_preliminary, marked, preliminary_words

FORMS = {
    "value": 49.79,
    "unit": "亿元",
    "value_source": "企业季报",
    "value_note": "本期尚缺3家未报，未计入",
    "value_period": "2026Q3",
    "period": "2026Q3",
}
PUBLISHED = {**FORMS, "value": 215, "unit": "P", "value_source": "公报", "value_note": "预计", "value_period": "2026Q2"}


def test_a_sum_that_leaves_firms_out_is_marked_preliminary():
    """Three firms have not filed: 49.79 亿元 is not the final figure; with nobody missing the mark is gone."""
    assert marked(FORMS) == "49.8亿元（初步）"
    assert marked({**FORMS, "value_note": ""}) == "49.8亿元"


def test_an_older_published_figure_says_of_when_it_is():
    """Published for June, seen from September; seen from June it needs no word. Its footnote is not 初步.

    A count from the register stands at the deadline by definition and is no published figure.
    """
    assert marked(PUBLISHED) == "215P（2026年二季度末）"
    assert marked({**PUBLISHED, "period": "2026Q2"}) == "215P"
    assert marked({**PUBLISHED, "value_source": "企业名录"}) == "215P"
    assert not is_preliminary(PUBLISHED)


@pytest.mark.parametrize("note", [None, float("nan"), ""])
def test_a_target_without_value_or_note_is_not_preliminary(note):
    """Null cells of any kind are no note, and what has no value cannot be incomplete."""
    assert not is_preliminary({**FORMS, "value_note": note})
    assert not is_preliminary({**FORMS, "value": None})


def test_how_many_targets_rest_on_incomplete_forms_is_counted():
    """One of two; none gives no sentence."""
    assert preliminary_words(pd.DataFrame([FORMS, PUBLISHED])) == "其中1项的实际值凭未报齐的季报算出，为初步数。"
    assert preliminary_words(pd.DataFrame([PUBLISHED])) == ""
