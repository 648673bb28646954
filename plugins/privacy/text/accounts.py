"""Bank accounts: a wrong one takes a donor's money, a private one names its owner."""

import re
from collections.abc import Iterator
from itertools import chain

from plugins.privacy.text.reading import Reading, stands_alone

_IBAN = re.compile(r"[A-Z](?<![0-9A-Za-z].)[A-Z][0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,4})?(?![0-9A-Za-z])")
# In small letters or with hyphens it is looked for beside long numbers only.
_ANY_IBAN = re.compile(
    r"(?<![0-9A-Z])[A-Z]{2}[0-9]{2}(?:[ -]?[0-9A-Z]{4}){2,7}(?:[ -]?[0-9A-Z]{1,4})?(?![0-9A-Z])", re.IGNORECASE
)
_GROUPS = re.compile(r"(?<![0-9])[0-9]{2,7}(?:[- ][0-9]{1,8}){1,4}(?![0-9])")
_BARE = re.compile(r"(?<![0-9])[0-9]{10,14}(?![0-9])")
_BANKS = "계좌|입금|예금|은행|송금|농협|수협|신협|새마을금고|우체국|카카오뱅크|토스뱅크|케이뱅크|bank|account|acct|a/c|iban|banque|compte|virement|银行|账号|账户|帐号"
_WORDS = re.compile(_BANKS, re.IGNORECASE)
# Days and spans of years; sums with spaces between thousands, unless the text says 'account number'.
_NO_ACCOUNT = re.compile(
    r"(?:19|20)[0-9]{2}[- ](?:0[1-9]|1[0-2])[- ](?:[0-2][0-9]|3[01])(?![0-9])|(?:(?:19|20)[0-9]{2}[- ]?)+\Z"
)
_ACCOUNT_NUMBER = re.compile(r"계좌|account n|acct|a/c|compte n|账号|账户", re.IGNORECASE)
_BOOK = re.compile(r"(?:ISBN|ISSN|DOI|ORCID)[^\n]{0,20}\Z", re.IGNORECASE)


def accounts(reading: Reading) -> Iterator[int]:
    """An IBAN with right check digits; numbers of the form of an account near a word for a bank."""
    for match in chain(_IBAN.finditer(reading.text), reading.matches(_ANY_IBAN, margin=14)):
        if _is_iban(match.group()) and not reading.allowed.holds("account", match.group()):
            yield match.start()
    for pattern in (_GROUPS, _BARE):
        for match in reading.matches(pattern):
            if _is_account(reading, match):
                yield match.start()


def _is_account(reading: Reading, match: re.Match[str]) -> bool:
    written = match.group()
    digits = re.sub(r"[^0-9]", "", written)
    if not 10 <= len(digits) <= 16 or _NO_ACCOUNT.match(written):
        return False
    if any(reading.allowed.holds(kind, written) for kind in ("account", "telephone")):
        return False
    if written.isdigit() and not stands_alone(reading.text, match.start(), match.end()):
        return False
    if _BOOK.search(reading.text[max(match.start() - 32, 0) : match.start()]):
        return False
    words = _ACCOUNT_NUMBER if " " in written else _WORDS
    return bool(words.search(reading.near(match.start(), match.end(), 32)))


def _is_iban(written: str) -> bool:
    """ISO 13616: country and check digits moved to the end, letters as numbers from 10, the rest by 97 is 1."""
    signs = re.sub(r"[ -]", "", written)
    # The longest in use has 31 signs; a hash in small letters has 32.
    return 15 <= len(signs) <= 31 and int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1
