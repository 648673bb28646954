from pathlib import Path

import pytest

from plugins import catalogues
from plugins.problems import Problem
from plugins.site import Site
from tests.sites import ROOT, TestSite, tiny_site


@pytest.fixture
def site(tmp_path: Path) -> TestSite:
    """The tiny site with code of its own: bringing catalogues up to date writes into plugins/ too."""
    return tiny_site(tmp_path / "site").with_own_code()


@pytest.fixture
def themed(site: TestSite) -> Site:
    """The tiny site; its theme is a copy, whose words a test may change."""
    return Site(site.root)


def gaps(site: Site, code: str = "ko") -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    template = catalogues.template_words(site, problems)
    words = catalogues.catalogue(site, code, problems)
    if words is None:
        return [], problems
    problems.extend(catalogues.broken_words(site, code, words))
    return list(catalogues.gaps(site, code, words, template)), problems


@pytest.mark.parametrize("code", catalogues.INTERFACE.codes)
def test_every_word_of_the_interface_is_translated(code: str) -> None:
    assert gaps(Site(ROOT), code) == ([], [])


def test_updating_changes_nothing_when_the_templates_have_not_changed(themed: Site) -> None:
    before = catalogues.catalogue_file(themed, "fr").read_bytes()
    catalogues.update(themed)
    assert catalogues.catalogue_file(themed, "fr").read_bytes() == before


def test_a_new_word_is_missing_until_it_is_translated(themed: Site) -> None:
    (themed.theme / "templates" / "new.html").write_text(
        '{{ _("Zebras quarrel quietly") }} {{ said_in("ko", "Said elsewhere") }}'
    )
    assert gaps(themed)[0] == [
        "theme/translations/ko/LC_MESSAGES/messages.po: missing: Zebras quarrel quietly",
        "theme/translations/ko/LC_MESSAGES/messages.po: missing: Said elsewhere",
    ]
    catalogues.update(themed)
    path = catalogues.catalogue_file(themed, "ko")
    for word in ("Zebras quarrel quietly", "Said elsewhere"):
        path.write_text(path.read_text().replace(f'msgid "{word}"\nmsgstr ""', f'msgid "{word}"\nmsgstr "새 말"'))
    assert gaps(themed) == ([], [])


def test_a_word_that_changed_a_little_is_fuzzy_and_not_shown_to_readers(themed: Site, site: TestSite) -> None:
    template = themed.theme / "templates" / "404.html"
    template.write_text(
        template.read_text().replace(
            "This address leads to no page of the site.", "This address leads to no page of this site."
        )
    )
    catalogues.update(themed)
    found, problems = gaps(themed)
    assert problems == []
    assert [gap.split(": ", 1)[1] for gap in found] == [
        "fuzzy, please review: This address leads to no page of this site."
    ]
    built = site.build()
    assert built.status == 0
    assert "words are not translated" in built.said
    assert "This address leads to no page of this site." in (site.output / "ko" / "404.html").read_text()


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ('msgid "Donate"', "msgid Donate", "the line must be a gettext line; it is 'msgid Donate'"),
        ('msgid "Donate"', 'msgid "Do"nate"', "the line must be a gettext line;"),
        ('msgid "Donate"', "Donate", "the line must be a gettext line;"),
        (
            'msgstr[0] "제%(list)s조"',
            'msgstr[0] "제조"',
            "the translation must have the placeholders of the original (list);",
        ),
        (
            'msgstr[0] "제%(list)s조"',
            'msgstr[0] "제%(lists)s조"',
            "the translation must have the placeholders of the original (list);",
        ),
    ],
)
def test_a_broken_catalogue_is_a_problem_with_its_line(themed: Site, was: str, becomes: str, message: str) -> None:
    path = catalogues.catalogue_file(themed, "ko")
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, becomes))
    _, (problem, *_) = gaps(themed)
    assert problem.message.startswith(message)
    assert problem.line > 0


def test_a_missing_catalogue_is_a_problem(themed: Site) -> None:
    catalogues.catalogue_file(themed, "ko").unlink()
    _, (problem,) = gaps(themed)
    assert problem.message == "the catalogue of 'ko' must exist; it does not"


def test_a_broken_template_is_a_problem_with_its_line(themed: Site) -> None:
    (themed.theme / "templates" / "page.html").write_text(
        "{% extends 'base.html' %}\n{% block main %}{{ x\n{% endblock %}"
    )
    _, (problem, *_) = gaps(themed)
    assert problem.path == "theme/templates/page.html"
    assert problem.line == 3
