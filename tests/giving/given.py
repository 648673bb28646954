"""Ways to give for the tests: plainly invented, on names that are kept for examples."""

from datetime import date
from typing import Any

from plugins.records.donation_options import DonationOption

DAY = date(2026, 11, 22)
ONCE = "https://give.example.org/once"
PINNED = "https://give.example.org/once?lang=ko&ref=WEB-ko"
FIELDS: dict[str, Any] = {
    "id": "do-once",
    "type": "one-off",
    "provider": "Example",
    "fund": "general",
    "mode": "test",
    "url": ONCE,
    "currency": "KRW",
    "amounts": ["10000", "30000"],
    "locale_param": {"name": "lang", "values": {"en": "en", "ko": "ko"}},
    "reference_param": "ref",
    "campaigns": [{"campaign_id": "ca-2099-next", "reference": "CMP-2099-05"}],
    "recurring": None,
    "manage": None,
    "bank": None,
    "receipt": {"KR": "yes", "US": None, "text": {"en": "In January."}},
    "processor_country": "KR",
    "label": {"en": "Give once"},
    "text": {"en": "For what is needed."},
    "verified_on": "2026-11-01",
    "expires_on": "2027-11-01",
}
MONTHLY: dict[str, Any] = {
    "id": "do-monthly",
    "type": "monthly",
    "url": "https://give.example.org/monthly",
    "campaigns": [],
    "recurring": {"debit_days": [10], "retry_days": [15], "cutoff_days": 3},
    "manage": {"method": "url", "url": "https://give.example.org/my-gift", "contact": None, "text": {"en": "Stop."}},
}
BANK: dict[str, Any] = {
    "id": "do-bank",
    "type": "bank-transfer",
    **dict.fromkeys(["provider", "mode", "url", "locale_param", "reference_param", "processor_country"]),
    **dict.fromkeys(["verified_on", "expires_on"]),
    "campaigns": [],
    "bank": {"bank": {"en": "Example Bank"}, "holder": {"en": "Nobody"}, "account": None},
}


def option(**changes: Any) -> DonationOption:
    """A gift made once, with some of its fields changed."""
    return DonationOption.model_validate({**FIELDS, **changes})
