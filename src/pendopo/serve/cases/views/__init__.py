"""Pages of cases, by who opens them."""
