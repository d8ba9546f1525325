"""The fictional People's Borough, built day by day through the same operations as the pages."""
