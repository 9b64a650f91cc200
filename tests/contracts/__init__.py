"""What we ask and what we expect, checked against the networks' own descriptions of themselves."""
