"""Defects in offers, reviews, compliance and what the site answers."""

from __future__ import annotations

from tests.defects import Defect

RULES = "tests/unit/marketplace"
BILLS = "tests/integration/isf/operations"
MARKET = "tests/integration/marketplace/operations"

DEFECTS = (
    Defect(
        name="silence approves a line that was asked about",
        path="isf/queries/payable.py",
        old="""chosen = " AND l.query = ''\"""",
        new='chosen = ""',
        tests=f"{BILLS}/test_replies.py -k silence",
    ),
    Defect(
        name="a paid line is taken back",
        path="isf/operations/replies.py",
        old="if line.state not in answerable or shown != mark:",
        new="if shown != mark:",
        tests=f"{BILLS}/test_replies.py -k approved_line",
    ),
    Defect(
        name="a reply counts for a line nobody was shown",
        path="isf/operations/replies.py",
        old="if line.state not in answerable or shown != mark:",
        new="if line.state not in answerable:",
        tests=f"{BILLS}/test_replies.py -k as_it_was_shown",
    ),
    Defect(
        name="a visit taken back stays billed",
        path="marketplace/operations/invoices.py",
        old="    if reply.takes_back:",
        new="    if False:",
        tests="tests/integration/marketplace/web/test_replies.py -k billed_again",
    ),
    Defect(
        name="an approval counts though more was said",
        path="isf/rules/bills.py",
        old='f"{bill}|{state}|{query}|{said}"',
        new='f"{bill}|{state}|{query}"',
        tests=f"{BILLS}/test_replies.py -k that_was_shown",
    ),
    Defect(
        name="what was not shown is published",
        path="marketplace/operations/price_lists.py",
        old="if plan.digest != row.digest:",
        new="if False:",
        tests=f"{MARKET}/test_price_lists.py -k what_was_shown",
    ),
    Defect(
        name="a moderator decides about their own hiding",
        path="marketplace/rules/reviews.py",
        old="if hid_by == decides:",
        new="if False:",
        tests=f"{MARKET}/test_moderation.py -k another_moderator",
    ),
    Defect(
        name="the provider's own people review it",
        path="marketplace/operations/reviews.py",
        old="works_for_provider=seller.organisation_id in by.works_for",
        new="works_for_provider=False",
        tests=f"{MARKET}/test_reviews.py -k works_for",
    ),
    Defect(
        name="few reviews outrank many",
        path="marketplace/rules/standing.py",
        old="CAUTIOUS_REVIEWS = 10",
        new="CAUTIOUS_REVIEWS = 0.1 and 1",
        tests=f"{RULES}/test_standing.py",
    ),
    Defect(
        name="value for money does not count",
        path="marketplace/rules/standing.py",
        old="Fraction(given.service_stars + given.value_stars, _KINDS)",
        new="Fraction(given.service_stars)",
        tests=f"{RULES}/test_standing.py",
    ),
    Defect(
        name="the standing is rounded up",
        path="marketplace/rules/standing.py",
        old="return exact.numerator * _STEPS // exact.denominator",
        new="return -(-exact.numerator * _STEPS // exact.denominator)",
        tests=f"{RULES}/test_standing.py",
    ),
    Defect(
        name="a higher price begins today",
        path="marketplace/rules/price_rises.py",
        old="return today + NOTICE if rises(before=before, after=after) else today",
        new="return today",
        tests=f"{RULES}/test_price_lists.py",
    ),
    Defect(
        name="other grades hide a rise",
        path="marketplace/rules/price_rises.py",
        old="if known is None and is_other:",
        new="if False:",
        tests=f"{RULES}/test_price_lists.py -k grades",
    ),
    Defect(
        name="what was promised cheaper is forgotten",
        path="marketplace/rules/price_rises.py",
        old="found[cell] = min(pence, found.get(cell, pence))",
        new="found[cell] = max(pence, found.get(cell, pence))",
        tests=f"{RULES}/test_price_lists.py -k promise",
    ),
    Defect(
        name="off the framework a day too soon",
        path="marketplace/rules/compliance.py",
        old="return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)",
        new="return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)",
        tests=f"{RULES}/test_compliance.py -k framework",
    ),
    Defect(
        name="soon has a day too few",
        path="marketplace/rules/compliance.py",
        old="<= timedelta(days=days)",
        new="< timedelta(days=days)",
        tests=f"{RULES}/test_compliance.py {RULES}/test_compliance_money.py",
    ),
    Defect(
        name="low cover is enough",
        path="marketplace/rules/compliance_insurance.py",
        old="enough = [row for row in covers if row.pence >= least]",
        new="enough = list(covers)",
        tests=f"{RULES}/test_compliance.py -k penny",
    ),
    Defect(
        name="a day between two certificates is no gap",
        path="marketplace/rules/compliance_insurance.py",
        old="if row.starts_on - ONE_DAY <= last and first <= row.ends_on + ONE_DAY",
        new="if row.starts_on - ONE_DAY - ONE_DAY <= last and first <= row.ends_on + ONE_DAY",
        tests=f"{RULES}/test_compliance.py -k certificates",
    ),
    Defect(
        name="a registration outlives its last day",
        path="marketplace/rules/compliance_papers.py",
        old="ended = last.ends_on is not None and last.ends_on < on",
        new="ended = False",
        tests=f"{RULES}/test_compliance.py -k registration",
    ),
    Defect(
        name="a look with the regulator never grows old",
        path="marketplace/rules/compliance_papers.py",
        old="    if again_on < on:",
        new="    if False:",
        tests=f"{RULES}/test_compliance.py -k grows_old",
    ),
    Defect(
        name="somebody confirms what they recorded",
        path="marketplace/rules/compliance_papers.py",
        old="if works_there or (recorded_by is not None and recorded_by == confirms):",
        new="if works_there:",
        tests=f"{RULES}/test_compliance.py -k confirms",
    ),
    Defect(
        name="a bill is late a day too late",
        path="marketplace/rules/compliance_money.py",
        old="    if last_on < on:",
        new="    if last_on + ONE_DAY < on:",
        tests=f"{RULES}/test_compliance_money.py -k late",
    ),
    Defect(
        name="a fee above its cap is only soon",
        path="marketplace/rules/compliance_money.py",
        old="    if held.capped:",
        new="    if False:",
        tests=f"{RULES}/test_compliance_money.py -k cap",
    ),
    Defect(
        name="a request of any size is read",
        path="marketplace/config/sizes.py",
        old="if not said.isdecimal() or int(said) > MOST_BYTES:",
        new="if False:",
        tests="tests/integration/security/test_headers.py -k large",
    ),
    Defect(
        name="a browser keeps what somebody signed in was shown",
        path="marketplace/config/headers.py",
        old="            patch_cache_control(response, no_store=True, private=True)",
        new="            pass",
        tests="tests/integration/security/test_headers.py -k kept",
    ),
    Defect(
        name="an answer lacks its headers",
        path="marketplace/config/headers.py",
        old="            response.headers.setdefault(name, value)",
        new="            pass",
        tests="tests/integration/security/test_headers.py -k same_headers",
    ),
)
