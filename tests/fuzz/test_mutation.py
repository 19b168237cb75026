"""变异的一小批：全量的两万份由 make fuzz 跑。"""

import pytest

from tests.fuzz.corpus import MAKER, originals
from tests.fuzz.outcome import outcome
from tests.fuzz.worker import write_input

FEW = 120
SEED = 7

pytestmark = pytest.mark.skipif(not MAKER.exists(), reason="需要 ../shared/hostile 的恶意样本集")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return originals(tmp_path_factory.mktemp("底本"))


def test_mutated_files_are_refused_with_a_reason_or_accepted_with_numbers(tmp_path, files):
    """120 份：没有没接住的异常，拒收都有中文的理由，收下的行都有有限的数，行数对得上。"""
    wrong = {}
    for number in range(FEW):
        path, source = write_input(files, tmp_path, SEED, number)
        word, found = outcome(path, tmp_path, source)
        if found:
            wrong[number] = word, found
    assert wrong == {}


def test_the_same_number_is_the_same_file(tmp_path, files):
    """编号说得清是哪一份：再跑一遍，字节一样。"""
    first, second = ([write_input(files, tmp_path, SEED, n)[0].read_bytes() for n in range(20)] for _turn in range(2))
    assert first == second
