"""The gallery of designs, the page where a card is filled in, tables of cards, and films."""
