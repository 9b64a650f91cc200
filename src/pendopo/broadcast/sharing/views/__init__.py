"""What the office sees, and what colleagues open."""
