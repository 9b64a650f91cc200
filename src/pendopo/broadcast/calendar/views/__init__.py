"""The calendar on screen, as sheets and as a feed."""
