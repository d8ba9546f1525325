"""The codes of people, organisations and what they may do: plain text values."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is here to do."""

    AUTHORITY = "AUTHORITY"
    PROVIDER = "PROVIDER"
    COMMUNITY = "COMMUNITY"


class Nation(StrEnum):
    """The nation whose law and bank holidays an organisation follows."""

    ENGLAND = "ENGLAND"
    WALES = "WALES"
    SCOTLAND = "SCOTLAND"
    NORTHERN_IRELAND = "NORTHERN_IRELAND"


class Role(StrEnum):
    """What a member may do in one organisation."""

    COMMISSIONER = "COMMISSIONER"
    FINANCE_OFFICER = "FINANCE_OFFICER"
    CARE_MANAGER = "CARE_MANAGER"
    TEAM_MANAGER = "TEAM_MANAGER"
    SAFEGUARDING_LEAD = "SAFEGUARDING_LEAD"
    PROVIDER_OWNER = "PROVIDER_OWNER"
    PROVIDER_MANAGER = "PROVIDER_MANAGER"
    PROVIDER_FINANCE = "PROVIDER_FINANCE"
    COMMUNITY_WORKER = "COMMUNITY_WORKER"


class Basis(StrEnum):
    """Why somebody may act for a person."""

    CHOSEN = "CHOSEN"
    LASTING_POWER_OF_ATTORNEY = "LASTING_POWER_OF_ATTORNEY"
    DEPUTY = "DEPUTY"
    APPOINTEE = "APPOINTEE"
    ADVOCATE = "ADVOCATE"
    BEST_INTEREST = "BEST_INTEREST"
    BROKER = "BROKER"


class Scope(StrEnum):
    """What somebody may do for a person."""

    SEE = "SEE"
    ORDER = "ORDER"
    BILLS = "BILLS"
    MONEY = "MONEY"


class Channel(StrEnum):
    """How an instruction reached us."""

    WEB = "WEB"
    PHONE = "PHONE"
    SYSTEM = "SYSTEM"


class LettersBy(StrEnum):
    """How a person wants to be written to."""

    EMAIL = "EMAIL"
    POST = "POST"


class InvitationKind(StrEnum):
    """What somebody is invited to: work here, act for a person, or see their own record."""

    MEMBERSHIP = "MEMBERSHIP"
    REPRESENTATION = "REPRESENTATION"
    CLAIM = "CLAIM"


class DayType(StrEnum):
    """The kind of day a price is for."""

    WEEKDAY = "WEEKDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"
    BANK_HOLIDAY = "BANK_HOLIDAY"
