"""The accounts and the postings: which accounts each fact about money moves. Pure; `rules.money` and `actions.ledger` use it.

Debits are above zero. Every posting moves the same amount from one account to another, so that the federal financial report
(SF-425, lines 10a to 10o, all cumulative) and the money flow are sums of one ledger and their arithmetic holds by itself:
c = a - b, g = e + f, h = d - g, k = i - j, o = l - m (or l - n).
"""

from dataclasses import dataclass

# account → what its balance means
ACCOUNTS: dict[str, str] = {
    # the donor, for the compact as a whole
    "promised": "what the donor promised (credit)",
    "to_award": "promised and not awarded yet (debit)",
    "awarded": "what awards took from the promise (debit)",
    # the recipient's award: 10d authorised, 10h unobligated, 10f unliquidated, 10e expenditure
    "authorised": "funds authorised (credit)",
    "unobligated": "authorised, neither obligated nor spent (debit)",
    "unliquidated": "obligated and not yet paid for (debit)",
    "expended": "the donor's share of expenditure (debit)",
    # its cash: 10a receipts, 10b disbursements, 10c on hand
    "receipts": "cash received from the donor (credit)",
    "cash": "cash on hand (debit)",
    "paid": "cash paid out (debit)",
    # cost share: 10i required, 10j given, 10k remaining
    "share_required": "recipient share required (credit)",
    "share_open": "still to be given (debit)",
    "share_given": "given (debit)",
    # programme income: 10l earned, 10m and 10n spent, 10o unexpended
    "income_earned": "programme income earned (credit)",
    "income_held": "not spent yet (debit)",
    "income_deducted": "spent by deduction (debit)",
    "income_added": "spent by addition (debit)",
    # a sub-award, in the books of the sub-recipient
    "sub_authorised": "sub-awarded (credit)",
    "sub_unspent": "sub-awarded and not spent (debit)",
    "sub_expended": "spent by the sub-recipient (debit)",
    "sub_receipts": "cash received from the prime recipient (credit)",
    "sub_cash": "cash with the sub-recipient (debit)",
    "sub_paid": "cash paid out by the sub-recipient (debit)",
    # the host country
    "host_pledged": "pledged by the host country (credit)",
    "host_open": "pledged and not given yet (debit)",
    "host_given": "given by the host country (debit)",
}


@dataclass(frozen=True, slots=True)
class Posting:
    """One kind of fact. `moves`: (debit account, credit account), each for the whole amount.

    level   compact, award, subaward or host: what the entry must name
    within  the limits (`LIMITS`) it may not exceed: nothing is spent that is not there
    who     us, host (a government), recipient (of the award) or sub (recipient of the sub-award)
    unsplit it may name no award: said of recipients whose shares no source tells apart
    """

    code: str
    level: str
    moves: tuple[tuple[str, str], ...]
    who: str
    within: tuple[str, ...] = ()
    unsplit: bool = False

    @property
    def opens(self) -> bool:
        """Whether it says how much may be spent: such a paper is signed before the first day of the award."""
        return self.code in ("promise", "award", "subaward", "share_due", "pledge")


@dataclass(frozen=True, slots=True)
class Limit:
    """What may still be used: a sum of balances (account, sign) that never falls below zero on any day.

    of  award (with all its sub-awards), sub (the one sub-award) or own (what the award keeps apart from its sub-awards)
    """

    parts: tuple[tuple[str, int], ...]
    of: str


_ALL = (
    Posting("promise", "compact", (("to_award", "promised"),), "us"),
    Posting("award", "award", (("awarded", "to_award"), ("unobligated", "authorised")), "us", unsplit=True),
    Posting("deobligation", "award", (("to_award", "awarded"), ("authorised", "unobligated")), "us", ("unobligated", "undrawn"), unsplit=True),
    Posting("advance", "award", (("cash", "receipts"),), "us", ("undrawn",)),
    Posting("disbursement", "award", (("cash", "receipts"),), "us", ("undrawn",)),
    Posting("obligation", "award", (("unliquidated", "unobligated"),), "recipient", ("unobligated",)),
    Posting("release", "award", (("unobligated", "unliquidated"),), "recipient", ("unliquidated",)),
    Posting("expenditure", "award", (("expended", "unobligated"),), "recipient", ("unobligated",)),
    Posting("liquidation", "award", (("expended", "unliquidated"),), "recipient", ("unliquidated",)),
    Posting("payment", "award", (("paid", "cash"),), "recipient", ("cash",)),
    Posting("refund", "award", (("receipts", "cash"),), "recipient", ("cash",)),
    Posting("share_due", "award", (("share_open", "share_required"),), "us"),
    Posting("cost_share", "award", (("share_given", "share_open"),), "recipient"),
    Posting("income", "award", (("income_held", "income_earned"),), "recipient"),
    Posting("income_deducted", "award", (("income_deducted", "income_held"),), "recipient", ("income_held",)),
    Posting("income_added", "award", (("income_added", "income_held"),), "recipient", ("income_held",)),
    Posting("subaward", "subaward", (("unliquidated", "unobligated"), ("sub_unspent", "sub_authorised")), "recipient", ("unobligated",)),
    Posting("subaward_cut", "subaward", (("unobligated", "unliquidated"), ("sub_authorised", "sub_unspent")), "recipient", ("sub_unspent", "sub_undrawn")),
    Posting("sub_advance", "subaward", (("paid", "cash"), ("sub_cash", "sub_receipts")), "recipient", ("cash", "sub_undrawn")),
    Posting("sub_expenditure", "subaward", (("expended", "unliquidated"), ("sub_expended", "sub_unspent")), "sub", ("sub_unspent",)),
    Posting("sub_payment", "subaward", (("sub_paid", "sub_cash"),), "sub", ("sub_cash",)),
    Posting("pledge", "host", (("host_open", "host_pledged"),), "host"),
    Posting("contribution", "host", (("host_given", "host_open"),), "host"),
)  # fmt: skip
POSTINGS: dict[str, Posting] = {posting.code: posting for posting in _ALL}
REVERSAL = "reversal"  # the lines of another entry, with the other sign

LIMITS: dict[str, Limit] = {
    "unobligated": Limit((("unobligated", 1),), "award"),
    "unliquidated": Limit((("unliquidated", 1),), "own"),
    "cash": Limit((("cash", 1),), "award"),
    "undrawn": Limit((("authorised", -1), ("receipts", 1)), "award"),
    "income_held": Limit((("income_held", 1),), "award"),
    "sub_unspent": Limit((("sub_unspent", 1),), "sub"),
    "sub_cash": Limit((("sub_cash", 1),), "sub"),
    "sub_undrawn": Limit((("sub_authorised", -1), ("sub_receipts", 1)), "sub"),
}

# line of the form → (account, sign): cumulative since the beginning of the award. c, g, h, k, o follow and are checked.
SF425: dict[str, tuple[str, int]] = {
    "a": ("receipts", -1),
    "b": ("paid", 1),
    "c": ("cash", 1),
    "d": ("authorised", -1),
    "e": ("expended", 1),
    "f": ("unliquidated", 1),
    "h": ("unobligated", 1),
    "i": ("share_required", -1),
    "j": ("share_given", 1),
    "k": ("share_open", 1),
    "l": ("income_earned", -1),
    "m": ("income_deducted", 1),
    "n": ("income_added", 1),
    "o": ("income_held", 1),
}
