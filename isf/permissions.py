"""Who may do what with money: raising checks, and their boolean twins."""

from accounts.enums import Role, Scope
from accounts.permissions import (
    Actor,
    NotAllowed,
    can_acts_for,
    can_role,
    check_acts_for,
    check_role,
)
from accounts.rules.registry import rule
from isf.enums import ClosingPlace, NoticeParty
from isf.models import Fund, Invoice, NoticeWish, PersonalBudget, PurchaseRequest

POLICY_ROLES = frozenset({Role.COMMISSIONER})
KEEPER_ROLES = frozenset({Role.CARE_MANAGER, Role.TEAM_MANAGER})
BUDGET_ROLES = KEEPER_ROLES | {Role.COMMISSIONER}
APPROVAL_ROLES = frozenset({Role.COMMISSIONER})
RUN_ROLES = frozenset({Role.COMMISSIONER, Role.FINANCE_OFFICER})
CASE_ROLES = BUDGET_ROLES | RUN_ROLES
AUTHORITY_READERS = BUDGET_ROLES | RUN_ROLES | frozenset({Role.SAFEGUARDING_LEAD})
HOLDER_ROLES = frozenset({Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER, Role.PROVIDER_FINANCE})
ASKING_ROLES = BUDGET_ROLES | HOLDER_ROLES
ISSUING_ROLES = frozenset({Role.PROVIDER_OWNER, Role.PROVIDER_FINANCE})
NOTICE_ROLES = frozenset({Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER})
SAFEGUARDING_ROLES = KEEPER_ROLES | {Role.SAFEGUARDING_LEAD}
BILLING_ROLES = frozenset({Role.PROVIDER_OWNER, Role.PROVIDER_FINANCE, Role.PROVIDER_MANAGER})


class ApprovesOwn(Exception):
    """Somebody approves what they raised (ISF-BIL-6)."""

    rule = "ISF-BIL-6"


class WorksForBiller(Exception):
    """Somebody who works for the biller decides about the bill (ISF-BIL-3)."""

    rule = "ISF-BIL-3"

    def __init__(self, *, payee_id: int) -> None:
        self.payee_id = payee_id
        super().__init__("Somebody who works for the biller cannot decide about its bill.")


def check_authority(*, by: Actor, authority_id: int, roles: frozenset[Role]) -> None:
    """Refuse who does not hold one of these roles in that council now. Errors: `NotAllowed`."""
    check_role(by=by, organisation_id=authority_id, roles=roles)


def can_see_recovery(*, by: Actor, fund: Fund) -> bool:
    """Whether the actor is the person's side or the council's. Source: ISF-ROL-5."""
    return can_acts_for(by=by, person_id=fund.person_id, scope=Scope.SEE) or can_role(
        by=by, organisation_id=fund.authority_id, roles=AUTHORITY_READERS
    )


def can_see_fund(*, by: Actor, fund: Fund) -> bool:
    """Whether the actor is the person's side, the holder's or the council's. Source: FEE-6."""
    return (
        can_acts_for(by=by, person_id=fund.person_id, scope=Scope.SEE)
        or can_role(by=by, organisation_id=fund.authority_id, roles=AUTHORITY_READERS)
        or (
            fund.holder_id is not None
            and can_role(by=by, organisation_id=fund.holder_id, roles=HOLDER_ROLES)
        )
    )


def check_see_fund(*, by: Actor, fund: Fund) -> None:
    """Refuse who has no business with this fund. Errors: `NotAllowed`."""
    if not can_see_fund(by=by, fund=fund):
        raise NotAllowed(rule="SEES-FUND", needed="the person, the holder or the council")


def can_issue(*, by: Actor, fund: Fund) -> bool:
    """Whether the actor does the finance of the council or of the holder. Source: ISF-LED-7."""
    return can_role(by=by, organisation_id=fund.authority_id, roles=RUN_ROLES) or (
        fund.holder_id is not None
        and can_role(by=by, organisation_id=fund.holder_id, roles=ISSUING_ROLES)
    )


def check_issue(*, by: Actor, fund: Fund) -> None:
    """Refuse who does not do the finance of the council or the holder. Errors: `NotAllowed`."""
    if not can_issue(by=by, fund=fund):
        raise NotAllowed(rule="ISSUES-STATEMENTS", needed="finance of the council or the holder")


def can_see_budget(*, by: Actor, budget: PersonalBudget) -> bool:
    """Whether the actor is the person's side or the council's. Source: ISF-RES-3."""
    return can_acts_for(by=by, person_id=budget.person_id, scope=Scope.SEE) or can_role(
        by=by, organisation_id=budget.authority_id, roles=AUTHORITY_READERS
    )


def check_see_budget(*, by: Actor, budget: PersonalBudget) -> None:
    """Refuse who has no business with this budget. Errors: `NotAllowed`. Source: ISF-RES-3."""
    if not can_see_budget(by=by, budget=budget):
        raise NotAllowed(rule="SEES-BUDGET", needed="the person or the council")


def can_change_budget(*, by: Actor, budget: PersonalBudget) -> bool:
    """Whether the actor sets budgets and agreements in that council. Source: ISF-RES-3."""
    return can_role(by=by, organisation_id=budget.authority_id, roles=BUDGET_ROLES)


def can_see_invoice(*, by: Actor, invoice: Invoice) -> bool:
    """Whether the actor sees the fund, or works for the provider that sent the bill."""
    return can_see_fund(by=by, fund=invoice.fund) or can_role(
        by=by, organisation_id=invoice.payee_id, roles=BILLING_ROLES
    )


def check_see_invoice(*, by: Actor, invoice: Invoice) -> None:
    """Refuse who has no business with this bill. Errors: `NotAllowed`. Source: ISF-BIL-1."""
    if not can_see_invoice(by=by, invoice=invoice):
        raise NotAllowed(rule="SEES-INVOICE", needed="the person, the provider or the council")


def can_agree_longer(*, by: Actor, fund: Fund) -> bool:
    """Whether the actor is a care manager of the person's council. Source: ISF-ROL-3."""
    return can_role(by=by, organisation_id=fund.authority_id, roles=KEEPER_ROLES)


def can_bank(*, by: Actor, fund: Fund) -> bool:
    """Whether the actor decides over the person's money, or manages their care. Source: ROL-3."""
    return can_acts_for(by=by, person_id=fund.person_id, scope=Scope.MONEY) or can_agree_longer(
        by=by, fund=fund
    )


def check_bank(*, by: Actor, fund: Fund) -> None:
    """Refuse who may not save the person's money for a purpose. Errors: `NotAllowed`."""
    if not can_bank(by=by, fund=fund):
        raise NotAllowed(rule="BANKS-MONEY", needed="the person or their care manager")


def can_tell_absence(*, by: Actor, fund: Fund) -> bool:
    """Whether the actor orders for the person, or works for the holder. Source: ISF-LIF-1."""
    return can_acts_for(by=by, person_id=fund.person_id, scope=Scope.ORDER) or (
        fund.holder_id is not None
        and can_role(by=by, organisation_id=fund.holder_id, roles=HOLDER_ROLES)
    )


def check_tells_absence(*, by: Actor, fund: Fund) -> None:
    """Refuse who neither orders for the person nor holds the fund. Errors: `NotAllowed`."""
    if not can_tell_absence(by=by, fund=fund):
        raise NotAllowed(rule="TELLS-ABSENCE", needed="the person or the holder")


def check_holds(*, by: Actor, authority_id: int) -> None:
    """Refuse who is not of the few that put holds and read why. Errors: `NotAllowed`."""
    check_role(by=by, organisation_id=authority_id, roles=SAFEGUARDING_ROLES)


def can_lift_hold(*, by: Actor, authority_id: int, role: str) -> bool:
    """Whether the actor has the role that lifts holds by the council's policy. Source: LIF-3."""
    return can_role(by=by, organisation_id=authority_id, roles=frozenset({Role(role)}))


def check_lifts_hold(*, by: Actor, authority_id: int, role: str) -> None:
    """Refuse who has not that role. Errors: `NotAllowed`. Source: ISF-LIF-3."""
    if not can_lift_hold(by=by, authority_id=authority_id, role=role):
        raise NotAllowed(rule="ISF-LIF-3", needed="the role that lifts holds, and a reason")


def can_ask_purchase(*, by: Actor, fund: Fund) -> bool:
    """Whether the actor works for the holder of the fund, or sets budgets of the council.

    Source: ISF-BUY-2.
    """
    return can_role(by=by, organisation_id=fund.authority_id, roles=BUDGET_ROLES) or (
        fund.holder_id is not None
        and can_role(by=by, organisation_id=fund.holder_id, roles=HOLDER_ROLES)
    )


def check_ask_purchase(*, by: Actor, fund: Fund) -> None:
    """Refuse who may not ask for a purchase from this fund. Errors: `NotAllowed`."""
    if not can_ask_purchase(by=by, fund=fund):
        raise NotAllowed(rule="ASKS-PURCHASE", needed="the holder or the council")


def check_records_purchase(*, by: Actor, fund: Fund) -> None:
    """Refuse who does not decide over the money, and who works for the fund's holder besides.

    What the holder buys for a person it asks for; nobody who works there says yes to it.
    Errors: `NotAllowed`, `ApprovesOwn`. Source: ISF-BUY-2, ISF-BIL-6.
    """
    check_acts_for(by=by, person_id=fund.person_id, scope=Scope.MONEY)
    if fund.holder_id in by.works_for:
        raise ApprovesOwn("Nobody who works for the holder records a purchase as decided.")


def check_decides_purchase(*, by: Actor, request: PurchaseRequest) -> None:
    """Refuse who asked for it, who works for whoever asked, and who does not decide the money.

    Errors: `ApprovesOwn`, `NotAllowed`. Source: ISF-BIL-6, ISF-BUY-2.
    """
    check_acts_for(by=by, person_id=request.fund.person_id, scope=Scope.MONEY)
    asked_it = request.asked_by_id is not None and by.user_id == request.asked_by_id
    if asked_it or request.asked_for_id in by.works_for:
        raise ApprovesOwn("Nobody approves a purchase they asked for.")


def find_notice_side(*, by: Actor, fund: Fund) -> NoticeParty | None:
    """For which side the actor may speak of notice: person, holder, council; None for others.

    Source: ISF-POR-1.
    """
    council = BUDGET_ROLES | SAFEGUARDING_ROLES
    if can_acts_for(by=by, person_id=fund.person_id, scope=Scope.MONEY):
        return NoticeParty.PERSON
    if can_role(by=by, organisation_id=fund.authority_id, roles=council):
        return NoticeParty.COUNCIL
    if fund.holder_id is not None and can_role(
        by=by, organisation_id=fund.holder_id, roles=NOTICE_ROLES
    ):
        return NoticeParty.HOLDER
    return None


def check_gives_notice(*, by: Actor, fund: Fund, party: NoticeParty, as_told: bool) -> NoticeParty:
    """The side the actor speaks for; the council may also write down what it was told by another.

    `as_told` is whether an earlier day of receipt is stated, which only the council does.
    Errors: `NotAllowed`. Source: ISF-POR-1.
    """
    side = NoticeParty.COUNCIL if by.is_system else find_notice_side(by=by, fund=fund)
    if side is None or (side is not NoticeParty.COUNCIL and (side is not party or as_told)):
        raise NotAllowed(rule="GIVES-NOTICE", needed="the person, the holder or the council")
    return side


def check_safeguards(*, by: Actor, fund: Fund) -> None:
    """Refuse who may not shorten a notice for safeguarding. Errors: `NotAllowed`."""
    check_role(by=by, organisation_id=fund.authority_id, roles=SAFEGUARDING_ROLES)


def can_choose_place(*, by: Actor, fund: Fund, place: ClosingPlace) -> bool:
    """Whether the actor says where a fund's money goes: the person, or the council's budgets.

    Only the person's side gives it back to the council. Source: ISF-POR-3.
    """
    if can_acts_for(by=by, person_id=fund.person_id, scope=Scope.MONEY):
        return True
    council = can_role(by=by, organisation_id=fund.authority_id, roles=BUDGET_ROLES)
    return council and place is not ClosingPlace.COUNCIL


def check_chooses_place(*, by: Actor, fund: Fund, place: ClosingPlace) -> None:
    """Refuse who may not say where a fund's money goes. Errors: `NotAllowed`."""
    if not can_choose_place(by=by, fund=fund, place=place):
        raise NotAllowed(rule="CHOOSES-PLACE", needed="the person, or their care manager")


def can_answer_wish(*, by: Actor, wish: NoticeWish) -> bool:
    """Whether the actor speaks for the side that is asked, and not also for the one that asks.

    Source: ISF-POR-1, ISF-BIL-6.
    """
    fund = wish.notice.fund
    own = wish.asked_by_id is not None and wish.asked_by_id == by.user_id
    both = wish.asked_by == NoticeParty.HOLDER and fund.holder_id in by.works_for
    return find_notice_side(by=by, fund=fund) == wish.asks and not own and not both


def check_answers_wish(*, by: Actor, wish: NoticeWish) -> None:
    """Refuse who is not the other side. Errors: `NotAllowed`. Source: ISF-POR-1."""
    if not can_answer_wish(by=by, wish=wish):
        raise NotAllowed(rule="ANSWERS-NOTICE", needed="the other side")


def check_order(*, by: Actor, person_id: int) -> None:
    """Refuse who may not order with this person's money; control stays with the person.

    Errors: `NotAllowed`. Source: ISF-BUY-1.
    """
    check_acts_for(by=by, person_id=person_id, scope=Scope.ORDER)


@rule("ISF-BIL-3", "The person decides about a bill, never somebody who works for the biller.")
@rule("ISF-BIL-6", "Nobody approves what they raised.")
def check_decides_bill(
    *, by: Actor, person_id: int, payee_id: int, raised_by_id: int | None
) -> None:
    """Refuse who raised the bill, who works for the biller, and who may not act for the person.

    Errors: `ApprovesOwn`, `WorksForBiller`, `NotAllowed`. Source: ISF-BIL-3, ISF-BIL-6.
    """
    raised_it = raised_by_id is not None and by.user_id == raised_by_id
    if raised_it or by.organisation_id == payee_id:
        raise ApprovesOwn("Nobody approves a bill they raised.")
    if payee_id in by.works_for:
        raise WorksForBiller(payee_id=payee_id)
    check_acts_for(by=by, person_id=person_id, scope=Scope.BILLS)
