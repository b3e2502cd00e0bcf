"""What a plan could not do, in sentences."""

from maali.plans.words import MISSES, miss_sentence, runs


def test_period_numbers_are_written_as_runs() -> None:
    assert runs([9, 10, 11, 14]) == "9–11, 14"
    assert runs([]) == ""


def test_a_full_skill_is_told_with_its_periods_and_what_is_short() -> None:
    miss = {"code": "skill_full", "skill": "network", "periods": [9, 10, 11], "short": 12.5}
    assert "9–11" in miss_sentence(miss)
    assert "12.5" in miss_sentence(miss)


def test_every_code_makes_a_sentence_even_without_its_figures() -> None:
    for code in MISSES:
        assert miss_sentence({"code": code})
