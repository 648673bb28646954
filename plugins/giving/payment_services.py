"""Hosts, schemes and account numbers by which money is sent. None may stand anywhere, unless it is pinned."""

import hashlib
import re
from collections.abc import Iterator

HOSTS = frozenset(
    """
    alipay.com betterworld.org binance.com buymeacoffee.com cash.app coinbase.com
    crowdfunder.co.uk crowdfunding.or.kr donaricano.com donorbox.org donus.org everyaction.com flattr.com fundly.com
    fundrazr.com givebutter.com givesendgo.com giving.sg gofund.me gofundme.com helloasso.com igive.com
    ihappynanum.com indiegogo.com inicis.com iamport.kr kakaopay.com kickstarter.com ko-fi.com leetchi.com liberapay.com
    mangopay.com mrmweb.hsit.co.kr naverpay.com nicepay.co.kr opencollective.com patreon.com paybox.com payco.com
    payoneer.com paypal.com paypal.me paypalobjects.com paysera.com paytm.com portone.io pushpay.com revolut.com
    revolut.me skrill.com spotfund.com squareup.com stripe.com tipeee.com toss.im tosspayments.com transferwise.com
    tumblbug.com venmo.com wadiz.kr wise.com zelle.com zellepay.com pay.naver.com happybean.naver.com
    fundraise.com classy.org raisely.com justgiving.com everydayhero.com mightycause.com networkforgood.com
    toss.me together.kakao.com pay.kakao.com zeffy.com square.link square.site globalgiving.org every.org
    secure.actblue.com toon.at twip.kr lydia-app.com cherry.charity pay.line.me
    """.split()  # noqa: SIM905  a list of words
)
# A long run of letters and digits; nothing shorter is an address of a coin.
_RUN = re.compile(r"[0-9A-Za-z]{26,}")
_COIN = re.compile(r"(?:bc1|ltc1)[0-9ac-hj-np-z]{36,71}|0x[0-9a-fA-F]{40}|[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}")
_CHECKED_COIN = re.compile(r"[13DLMT][1-9A-HJ-NP-Za-km-z]{25,33}")
_COINS = frozenset("bitcoin litecoin ethereum monero dogecoin lightning tron solana".split())  # noqa: SIM905  a list of words
_APPS = frozenset(
    "supertoss kakaopay kakaotalk payco naverpay alipay alipays weixin wxp upi venmo cashapp paypal".split()  # noqa: SIM905
)
_SCHEME = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{3,10}\Z")
_ACCOUNT = re.compile(r"[0-9A-Za-z]{12}")
_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def coins(text: str) -> Iterator[int]:
    """Where addresses of cryptocurrencies begin, and links that open an app for paying."""
    for match in _RUN.finditer(text):
        run = match.group()
        if _COIN.fullmatch(run) or (_CHECKED_COIN.fullmatch(run) and _is_coin(run)):
            yield match.start()
    yield from _links(text)


def _links(text: str) -> Iterator[int]:
    """Where a scheme begins that opens an app; texts have few colons, so these are looked at and not every letter."""
    colon = text.find(":")
    while colon >= 0:
        word = _SCHEME.search(text, max(colon - 11, 0), colon)
        scheme = word.group().lower() if word else ""
        if (scheme in _APPS and text.startswith("//", colon + 1)) or (
            scheme in _COINS and _ACCOUNT.match(text, colon + 1)
        ):
            yield colon - len(scheme)
        colon = text.find(":", colon + 1)


def _is_coin(written: str) -> bool:
    """Base58Check: the last four bytes are the first of the hash of the hash of the others."""
    number = 0
    for letter in written:
        number = number * 58 + _DIGITS.index(letter)
    if number >= 1 << 200:
        return False
    raw = number.to_bytes(25, "big")
    return hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]
