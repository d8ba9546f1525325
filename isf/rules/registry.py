"""The register of rules, which all contexts share, under the name the rules of money know it by."""

from accounts.rules.registry import rule

__all__ = ["rule"]
