"""When two names are written the same."""


def spelling(name: str) -> str:
    """What one answer holds for: the name as written, but for case and spaces."""
    return " ".join(name.casefold().split())
