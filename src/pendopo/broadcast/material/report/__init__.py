"""Material from units for whoever leads: the same words on the screen and on paper."""
