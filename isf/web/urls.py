"""The addresses of the pages of isf."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter

from isf.web import converters
from isf.web.views import (
    absences,
    agreements,
    approvals,
    budgets,
    cases,
    closings,
    contributions,
    deaths,
    entries,
    funds,
    holder_exits,
    holds,
    invoices,
    issued,
    letters,
    notices,
    overview,
    part_moves,
    policies,
    purchases,
    purposes,
    recoveries,
    refunds,
    reversals,
    scheduled_runs,
    shared_bills,
    statement_runs,
    statements,
    topups,
    uprating,
)

app_name = "isf"

register_converter(converters.Month, "month")
register_converter(converters.Sequence, "seq")

_BILL = "money/bills/<uuid:reference>/"
_LETTER = "money/letters/<uuid:reference>/"
_BUDGET = "money/budgets/<uuid:reference>/"
_FUND = "money/funds/<uuid:reference>/"
_NOTICE = "money/notices/<uuid:reference>/"
_PURCHASE = "money/purchases/<uuid:reference>/"
_SAVED = "money/saved/<uuid:reference>/"
_RECOVERY = "money/unspent/<uuid:reference>/"
_AGREEMENT = "money/agreements/<uuid:reference>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("money/", overview.overview, name="overview"),
    path("money/policy/", policies.policy_list, name="policy-list"),
    path("money/policy/new/", policies.policy_create, name="policy-create"),
    path(
        "money/budgets/<uuid:budget>/agree/", agreements.agreement_create, name="agreement-create"
    ),
    path(_AGREEMENT, agreements.agreement_detail, name="agreement-detail"),
    path(f"{_AGREEMENT}fee/", agreements.agreement_fee, name="agreement-fee"),
    path(f"{_AGREEMENT}suspend/", agreements.agreement_suspend, name="agreement-suspend"),
    path(f"{_AGREEMENT}approval/", approvals.fee_approval_create, name="fee-approval-create"),
    path("money/approvals/", approvals.fee_approval_list, name="fee-approval-list"),
    path(
        "money/approvals/<uuid:reference>/",
        approvals.fee_approval_decide,
        name="fee-approval-decide",
    ),
    path("money/cases/", cases.case_list, name="case-list"),
    path("money/cases/<uuid:reference>/", cases.case_detail, name="case-detail"),
    path(
        "money/cases/<uuid:reference>/take-back/",
        recoveries.recovery_create,
        name="recovery-create",
    ),
    path(_RECOVERY, recoveries.recovery_detail, name="recovery-detail"),
    path(f"{_RECOVERY}save/", recoveries.recovery_save, name="recovery-save"),
    path(f"{_RECOVERY}take/", recoveries.recovery_take, name="recovery-take"),
    path("money/budgets/new/", budgets.budget_create, name="budget-create"),
    path("money/budgets/raise/", uprating.uprating_create, name="uprating-create"),
    path(_BUDGET, budgets.budget_detail, name="budget-detail"),
    path(f"{_BUDGET}move/", part_moves.part_move_create, name="part-move-create"),
    path(f"{_BUDGET}death/", deaths.death_create, name="death-create"),
    path(f"{_BUDGET}death/correct/", deaths.death_edit, name="death-edit"),
    path(f"{_BUDGET}away/", absences.absence_list, name="absence-list"),
    path(f"{_BUDGET}away/new/", absences.absence_create, name="absence-create"),
    path("money/away/<uuid:reference>/", absences.absence_edit, name="absence-edit"),
    path(f"{_FUND}away/", absences.absence_tell, name="absence-tell"),
    path("money/holders/", holder_exits.holder_exit_list, name="holder-exit-list"),
    path(
        "money/holders/<uuid:reference>/end/",
        holder_exits.holder_exit_create,
        name="holder-exit-create",
    ),
    path("money/work/", scheduled_runs.scheduled_run_list, name="scheduled-run-list"),
    path("money/holds/", holds.hold_list, name="hold-list"),
    path("money/holds/<uuid:reference>/lift/", holds.hold_lift, name="hold-lift"),
    path(f"{_FUND}hold/", holds.hold_create, name="hold-create"),
    path("money/funds/", funds.fund_list, name="fund-list"),
    path(_FUND, funds.fund_detail, name="fund-detail"),
    path(f"{_FUND}notice/", notices.notice_create, name="notice-create"),
    path(f"{_FUND}place/", closings.closing_place, name="closing-place"),
    path(_NOTICE, notices.notice_detail, name="notice-detail"),
    path(f"{_NOTICE}change/", notices.notice_change, name="notice-change"),
    path("money/asked/<uuid:reference>/", notices.notice_answer, name="notice-answer"),
    path(f"{_FUND}purchases/", purchases.purchase_list, name="purchase-list"),
    path(f"{_FUND}purchases/new/", purchases.purchase_create, name="purchase-create"),
    path(_PURCHASE, purchases.purchase_decide, name="purchase-decide"),
    path(f"{_PURCHASE}withdraw/", purchases.purchase_withdraw, name="purchase-withdraw"),
    path(f"{_PURCHASE}receipt/", purchases.purchase_receipt, name="purchase-receipt"),
    path("money/shared/new/", shared_bills.shared_bill_create, name="shared-bill-create"),
    path(
        "money/shared/<uuid:reference>/", shared_bills.shared_bill_detail, name="shared-bill-detail"
    ),
    path(f"{_FUND}add/", topups.topup_create, name="topup-create"),
    path(f"{_FUND}add/<uuid:order>/back/", topups.topup_back, name="topup-back"),
    path(f"{_FUND}contribution/", contributions.contribution_detail, name="contribution-detail"),
    path(
        f"{_FUND}contribution/agree/", contributions.contribution_create, name="contribution-create"
    ),
    path(
        f"{_FUND}contribution/paid/",
        contributions.contribution_receive,
        name="contribution-receive",
    ),
    path(
        f"{_FUND}contribution/paid/<uuid:payment>/take-out/",
        contributions.contribution_take_out,
        name="contribution-take-out",
    ),
    path(f"{_FUND}save/", purposes.purpose_create, name="purpose-create"),
    path(_SAVED, purposes.purpose_detail, name="purpose-detail"),
    path(f"{_SAVED}add/", purposes.purpose_add, name="purpose-add"),
    path(f"{_SAVED}back/", purposes.purpose_back, name="purpose-back"),
    path(f"{_FUND}entries/", entries.entry_list, name="entry-list"),
    path(f"{_FUND}entries/<seq:seq>/", entries.entry_detail, name="entry-detail"),
    path(f"{_FUND}entries/<seq:seq>/take-back/", reversals.entry_reverse, name="entry-reverse"),
    path(f"{_FUND}statements/<month:month>/", statements.statement_detail, name="statement-detail"),
    path(f"{_FUND}statements/", issued.statement_list, name="statement-list"),
    path(
        f"{_FUND}statements/<month:month>/issued/",
        issued.statement_issued,
        name="statement-issued",
    ),
    path(
        f"{_FUND}statements/<month:month>/issued/pdf/",
        issued.statement_document,
        name="statement-document",
    ),
    path("money/statements/", statement_runs.statement_run_list, name="statement-run-list"),
    path(
        "money/statements/<month:month>/",
        statement_runs.statement_run_detail,
        name="statement-run-detail",
    ),
    path("money/letters/", letters.letter_list, name="letter-list"),
    path("money/letters/print/", letters.letter_print, name="letter-print"),
    path("money/letters/posted/", letters.letter_post, name="letter-post"),
    path(f"{_LETTER}pdf/", letters.letter_document, name="letter-document"),
    path(f"{_LETTER}again/", letters.letter_again, name="letter-again"),
    path(f"{_LETTER}paper/", letters.letter_paper, name="letter-paper"),
    path("money/bills/", invoices.invoice_list, name="invoice-list"),
    path(_BILL, invoices.invoice_detail, name="invoice-detail"),
    path(f"{_BILL}lines/<int:line>/refund/", refunds.invoice_refund, name="invoice-refund"),
]
