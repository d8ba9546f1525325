"""The pages of compliance in every state."""

from __future__ import annotations

from typing import Any

from accounts.enums import Role
from accounts.models import Organisation
from marketplace.models import Provider
from tests.browser.pages import trading
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts, compliance
from tests.factories import marketplace as make

LONG = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support Partnership " * 2
)
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")
ONE = NotApplicable(name="empty", reason="it is about one thing that is there")


def _council(council: Organisation | None = None, **visit: Any) -> Visit:
    member = accounts.Membership(
        organisation=council or accounts.Authority(), role=Role.COMMISSIONER.value
    )
    return Visit(user=member.user, **visit)


def _whole(name: str = "Bright Days") -> tuple[Organisation, Provider]:
    """A provider with everything recorded, and the council that looks at it."""
    council = accounts.Authority()
    provider = make.Provider(organisation__name=name[:200])
    compliance.listing(council=council, provider=provider, reason=name[:300])
    compliance.insured(provider=provider, insurer=name[:120])
    compliance.look(council=council, said=compliance.registration(provider=provider))
    return council, provider


def _board(name: str = "Bright Days", **visit: Any) -> Visit:
    council, _ = _whole(name)
    make.Provider()
    return _council(council, **visit)


def _detail(name: str = "Bright Days", **visit: Any) -> Visit:
    council, provider = _whole(name)
    return _council(council, kwargs={"provider": provider.reference}, **visit)


def _bare(**visit: Any) -> Visit:
    return _council(kwargs={"provider": make.Provider().reference}, **visit)


def _seller(provider: Provider, **visit: Any) -> Visit:
    return Visit(user=trading.staff(provider), **visit)


def _own(name: str = "Bright Days", **visit: Any) -> Visit:
    _, provider = _whole(name)
    return _seller(provider, **visit)


def _nobody(**visit: Any) -> Visit:
    member = accounts.Membership(
        organisation=accounts.ProviderOrganisation(), role=Role.PROVIDER_MANAGER.value
    )
    return Visit(user=member.user, **visit)


def _policy(**visit: Any) -> Visit:
    return _council(shows="not published any", **visit)


def _framework(name: str = "Home care 2026", **visit: Any) -> Visit:
    council = accounts.Authority()
    row = compliance.framework(council=council, name=name)
    return _council(council, kwargs={"framework": row.framework.reference}, **visit)


def _frameworks(name: str) -> Visit:
    council = accounts.Authority()
    compliance.framework(council=council, name=name)
    return _council(council, shows=name)


def _listing(name: str = "Bright Days", **visit: Any) -> Visit:
    council = accounts.Authority()
    provider = make.Provider(organisation__name=name[:200])
    row = compliance.listing(council=council, provider=provider, reason=name[:300])
    return _council(council, kwargs={"listing": row.reference}, **visit)


def _insurance(name: str = "Mutual", **visit: Any) -> Visit:
    provider = make.Provider()
    row = compliance.insurance(provider=provider, insurer=name[:120])
    return _seller(provider, kwargs={"insurance": row.reference}, **visit)


def _registered(**visit: Any) -> Visit:
    provider = make.Provider()
    compliance.registration(provider=provider)
    return _seller(provider, **visit)


PAGES: Pages = {
    "marketplace:compliance-board": (
        PageState(name="empty", build=lambda: _council(shows="no providers yet")),
        PageState(name="full", build=lambda: _board(shows="Bright Days")),
        PageState(
            name="error", build=lambda: _board(query="state=WORSE", status=400, shows="problem")
        ),
        PageState(name="long", build=lambda: _board(LONG)),
    ),
    "marketplace:compliance-detail": (
        PageState(name="empty", build=lambda: _bare(shows="Nothing is recorded")),
        PageState(name="full", build=lambda: _detail(shows="On the framework")),
        NO_FORM,
        PageState(name="long", build=lambda: _detail(LONG)),
    ),
    "marketplace:compliance-own": (
        PageState(name="empty", build=lambda: _nobody(shows="No council sees you yet")),
        PageState(name="full", build=lambda: _own(shows="Your insurances")),
        NO_FORM,
        PageState(name="long", build=lambda: _own(LONG)),
    ),
    "marketplace:compliance-policy": (
        PageState(name="empty", build=_policy),
        NotApplicable(name="full", reason="what was published before is a list of numbers"),
        PageState(name="error", build=lambda: _council(fill={"soon_days": "x"}, shows="problem")),
        NotApplicable(name="long", reason="it holds numbers only"),
    ),
    "marketplace:framework-list": (
        PageState(name="empty", build=lambda: _council(shows="No framework agreement")),
        PageState(name="full", build=lambda: _frameworks("Home care 2026")),
        NO_FORM,
        PageState(name="long", build=lambda: _frameworks(LONG[:120].strip())),
    ),
    "marketplace:framework-create": (
        PageState(name="empty", build=_council),
        NotApplicable(name="full", reason="it begins empty"),
        PageState(name="error", build=lambda: _council(fill={}, shows="problem")),
        NotApplicable(name="long", reason="it begins empty"),
    ),
    "marketplace:framework-edit": (
        ONE,
        PageState(name="full", build=lambda: _framework(shows="Home care 2026")),
        PageState(name="error", build=lambda: _framework(fill={"name": ""}, shows="problem")),
        PageState(name="long", build=lambda: _framework(LONG[:120])),
    ),
    "marketplace:listing-create": (
        NotApplicable(name="empty", reason="without a framework it leads to recording one"),
        PageState(name="full", build=lambda: _detail(shows="promises no work")),
        PageState(name="error", build=lambda: _detail(fill={}, shows="problem")),
        PageState(name="long", build=lambda: _detail(LONG)),
    ),
    "marketplace:listing-edit": (
        ONE,
        PageState(name="full", build=lambda: _listing(shows="Bright Days")),
        PageState(name="error", build=lambda: _listing(fill={"reason": ""}, shows="problem")),
        PageState(name="long", build=lambda: _listing(LONG)),
    ),
    "marketplace:insurance-create": (
        PageState(name="empty", build=lambda: _seller(make.Provider(), shows="One certificate")),
        NotApplicable(name="full", reason="it begins empty"),
        PageState(name="error", build=lambda: _seller(make.Provider(), fill={}, shows="problem")),
        NotApplicable(name="long", reason="it begins empty"),
    ),
    "marketplace:insurance-edit": (
        ONE,
        PageState(name="full", build=lambda: _insurance(shows="What it said before is kept")),
        PageState(name="error", build=lambda: _insurance(fill={"insurer": ""}, shows="problem")),
        PageState(name="long", build=lambda: _insurance(LONG)),
    ),
    "marketplace:registration-edit": (
        PageState(name="empty", build=lambda: _seller(make.Provider(), shows="care regulator")),
        PageState(name="full", build=_registered),
        PageState(name="error", build=lambda: _registered(fill={"number": ""}, shows="problem")),
        NotApplicable(name="long", reason="a number is short"),
    ),
    "marketplace:registration-check": (
        ONE,
        PageState(name="full", build=lambda: _detail(shows="The provider says: number")),
        PageState(name="error", build=lambda: _detail(fill={}, shows="problem")),
        PageState(name="long", build=lambda: _detail(LONG)),
    ),
}

NOT_PAGES: dict[str, str] = {
    "marketplace:compliance-export": "a file for a spreadsheet",
    "marketplace:registration-undo": "a button that leads back to the provider",
}
