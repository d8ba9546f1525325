"""The outside that accounts speaks to."""
