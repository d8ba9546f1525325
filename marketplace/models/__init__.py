"""The tables of what is on offer and what was bought, one module per noun."""

from __future__ import annotations

from marketplace.models.area import Area
from marketplace.models.compliance_policy import CompliancePolicy
from marketplace.models.delivery import Delivery
from marketplace.models.framework import FrameworkAgreement, FrameworkListing, FrameworkVersion
from marketplace.models.insurance import Insurance
from marketplace.models.offer import Offer
from marketplace.models.offer_price import OfferPrice
from marketplace.models.offer_text import OfferText
from marketplace.models.offer_version import OfferVersion
from marketplace.models.order import Order
from marketplace.models.order_line import OrderLine
from marketplace.models.order_price import OrderPrice
from marketplace.models.price_list import PriceList
from marketplace.models.provider import Provider
from marketplace.models.registration import Registration, RegistrationCheck
from marketplace.models.review import Review
from marketplace.models.review_answer import ReviewAnswer
from marketplace.models.review_hiding import ReviewHiding
from marketplace.models.review_version import ReviewVersion

__all__ = [
    "Area",
    "CompliancePolicy",
    "Delivery",
    "FrameworkAgreement",
    "FrameworkListing",
    "FrameworkVersion",
    "Insurance",
    "Offer",
    "OfferPrice",
    "OfferText",
    "OfferVersion",
    "Order",
    "OrderLine",
    "OrderPrice",
    "PriceList",
    "Provider",
    "Registration",
    "RegistrationCheck",
    "Review",
    "ReviewAnswer",
    "ReviewHiding",
    "ReviewVersion",
]
