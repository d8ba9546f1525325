"""Long, bounded and seeded runs that try to break the product: `python -m tests.torture`."""
