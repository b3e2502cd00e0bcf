"""Finnish and Swedish are complete, or this fails with what is missing."""

from tools import i18n


def test_every_text_has_its_finnish_and_swedish() -> None:
    assert i18n.problems() == []


def test_a_translation_must_keep_its_placeholders() -> None:
    text = i18n.Text("", "%(count)s sites in %(place)s")
    row = i18n.Row("x.csv", {"fi": ("%(count)s toimipistettä", ""), "sv": ("", "")})
    assert "placeholders differ" in i18n.faults(text, "fi", row)[0]
    assert "not translated" in i18n.faults(text, "sv", row)[0]


def test_a_plural_needs_both_forms() -> None:
    text = i18n.Text("", "%(count)s site", "%(count)s sites")
    row = i18n.Row(
        "x.csv", {"fi": ("%(count)s toimipiste", ""), "sv": ("a %(count)s", "%(count)s")}
    )
    assert i18n.faults(text, "fi", row)
    assert i18n.faults(text, "sv", row) == []
