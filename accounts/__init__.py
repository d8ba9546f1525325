"""Who: people, organisations, memberships and who may act for whom."""
