"""Columns by letter, as people see them, and by place from 0."""


def letter_of(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    number = place + 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
