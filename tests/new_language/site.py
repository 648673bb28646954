"""The tiny site with a fourth language, added as docs and CONTRIBUTING say: an entry, a catalogue, a folder."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.sites import Built, TestSite, tiny_site

HERE = Path(__file__).parent
ENTRY = '    Language("fr", "Français", "fr_FR"),\n'
ARABIC = '    Language("ar", "العربية", "ar", "rtl"),\n'


def with_arabic(folder: Path) -> tuple[TestSite, Built]:
    """Do the three steps in a copy of the code, and build."""
    site = tiny_site(folder).with_own_code()
    languages = site.root / "plugins" / "languages.py"
    text = languages.read_text()
    assert ENTRY in text
    languages.write_text(text.replace(ENTRY, ENTRY + ARABIC))
    shutil.copytree(HERE / "content" / "ar", site.root / "content" / "ar")
    subprocess.run(
        [sys.executable, "-m", "plugins.catalogues", "--update"], cwd=site.root, check=True, capture_output=True
    )
    catalogue = site.root / "theme" / "translations" / "ar" / "LC_MESSAGES" / "messages.po"
    words = catalogue.read_text()
    for original, translated in json.loads((HERE / "words.json").read_text()).items():
        entry = f'msgid "{original}"\nmsgstr ""'
        assert entry in words, original
        words = words.replace(entry, f'msgid "{original}"\nmsgstr "{translated}"')
    catalogue.write_text(words)
    _sign_anew(site)
    return site, site.build()


def _sign_anew(site: TestSite) -> None:
    """A new language has payment addresses of its own, which are signed; here with a key that is thrown away."""
    (site.root / "data" / "donations.pub").unlink()
    key = site.root.parent / "throw-away.key"
    lines = [
        "from plugins.giving.__main__ import main",
        f"main(['key', '--key', {str(key)!r}], lambda words: 'a long password')",
        f"main(['sign', '--key', {str(key)!r}, '--on', '2026-11-22'], lambda words: 'a long password')",
    ]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=site.root, check=True, capture_output=True)
