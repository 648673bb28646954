"""`data/balances.csv`: what was there at the beginning and at the end of a month, in each fund and currency."""

from plugins.records.cells import Currency
from plugins.records.ledger import Fund
from plugins.records.money import Balance, Month
from plugins.records.validation import Record


class MonthBalance(Record):
    """What a fund held in one currency when a month began and when it ended, as the accounts at the bank say."""

    month: Month
    fund: Fund
    currency: Currency
    opening: Balance
    closing: Balance
