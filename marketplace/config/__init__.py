"""Where the three apps become one site."""
