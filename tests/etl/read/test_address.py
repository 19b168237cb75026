"""列号与列字母。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.address import cell_address, column_index, column_letters


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_the_letters_excel_gives_them(index, letters):
    """XFD is the last column of the file format."""
    assert column_letters(index) == letters
    assert column_index(letters.encode()) == index


@given(st.integers(0, 16383))
def test_letters_and_index_are_each_others_inverse(index):
    """There and back is the identity."""
    assert column_index(column_letters(index).encode()) == index


def test_addresses_count_rows_from_one():
    """Row 0, column 0 is A1."""
    assert cell_address(0, 0) == "A1"
    assert cell_address(1048575, 16383) == "XFD1048576"
