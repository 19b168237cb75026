"""演示企业的称号。"""

from datetime import date

from etl.demo.titles import titles_on
from etl.tidy.title import titles


def test_titles_grow_with_the_years_and_are_written_as_the_reader_takes_them(world):
    """Every cell reads back as it stands; more firms hold one in 2026 than in 2019; some terms are over by then."""
    cells = {year: [titles_on(firm, date(year, 3, 12)) for firm in world.firms] for year in (2019, 2026)}
    assert all(titles(cell) == cell for cell in cells[2026] if cell)
    assert 0 < sum(map(bool, cells[2019])) < sum(map(bool, cells[2026]))
    assert any("至2025-" in cell for cell in cells[2026])


def test_nobody_knows_a_title_of_the_future(world):
    """No cell of March 2021 names a title given later."""
    told = "".join(titles_on(firm, date(2021, 3, 12)) for firm in world.firms)
    assert not any(f"({year}-" in told for year in range(2022, 2030))
