"""What people ask, and what units open."""
