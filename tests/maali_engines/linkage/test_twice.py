"""Needs of different regions that say nearly the same."""

from maali_engines.linkage.twice import Need, find_overlaps, nearest

CHAT = "Ammattilaisten chat-kanava ja chatbot alueen verkkosivuilla asukkaiden neuvontaan"
NEEDS = (
    Need("1", "Keski-Suomi", "Chat ja chatbot", CHAT, "built"),
    Need("2", "Pohjois-Savo", "Chatbotin kehittäminen", CHAT.replace("alueen", "omilla"), "built"),
    Need("3", "Keski-Suomi", "Chat toinen", CHAT, "built"),
    Need("4", "Lappi", "Lääkekaapit", "Älylääkekaappien seuranta ja täyttö osastoilla"),
    Need("5", "Kainuu", "Lääkekaapit", "Älylääkekaappien seuranta ja täyttö osastoilla", "bought"),
    Need("6", "Satakunta", "Lääkekaapit", "Älylääkekaappien seuranta osastoilla", "bought"),
)


def test_needs_of_two_regions_that_say_the_same_are_shown_with_their_words():
    overlap = next(o for o in find_overlaps(NEEDS) if (o.a, o.b) == ("1", "2"))
    assert overlap.kind == "built_twice"
    assert "chatbot" in overlap.words


def test_one_region_is_not_compared_with_itself():
    assert ("1", "3") not in {(overlap.a, overlap.b) for overlap in find_overlaps(NEEDS)}


def test_a_product_bought_by_two_is_not_called_built_twice():
    kinds = {(overlap.a, overlap.b): overlap.kind for overlap in find_overlaps(NEEDS)}
    assert kinds["5", "6"] == "bought_apart"
    assert kinds["4", "5"] == "maybe"


def test_what_is_built_together_is_left_out():
    both = [
        Need("a", "Espoo", "eVaka", "varhaiskasvatuksen ohjaus", "co_built"),
        Need("b", "Oulu", "eVaka", "varhaiskasvatuksen ohjaus", "co_built"),
    ]
    assert find_overlaps(both) == ()


def test_the_nearest_need_to_a_text_is_found_in_other_words():
    assert nearest("asukkaiden chatbotit", NEEDS)[0][0] in {"1", "2", "3"}
    assert nearest("xyzzy", NEEDS) == ()
