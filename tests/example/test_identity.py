import re
from random import Random

from example.identity import CHECKS, fictitious_code


def test_the_check_character_is_that_of_the_published_specimen() -> None:
    # 131052-308T is the specimen code of the Digital and Population Data Services Agency.
    assert CHECKS[131052308 % 31] == "T"


def test_a_fictitious_code_is_well_formed_and_given_to_nobody() -> None:
    rng = Random("identity")
    for _ in range(200):
        code = fictitious_code(rng)
        match = re.fullmatch(r"(\d{6})-(9\d\d)([0-9A-Y])", code)
        assert match
        assert CHECKS[int(match[1] + match[2]) % 31] == match[3]
