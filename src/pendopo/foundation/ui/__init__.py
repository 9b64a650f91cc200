"""The interface kit: page shell, pieces, colours and words that every screen is made of."""
