"""Foreign files in the house's words: feeds, pages, earthquakes, warnings. Pure functions: no Django, no network.

Whatever stands in a file is data. No file declares entities, loads another, or is read past its bounds.
"""

from pendopo.listen.watch.reading.apart import read_article, read_feed
from pendopo.listen.watch.reading.caps import read_cap
from pendopo.listen.watch.reading.heard import Entry, Heard, Shape, Unreadable, Warned
from pendopo.listen.watch.reading.pages import Article, text_of
from pendopo.listen.watch.reading.places import Point, distance_km, is_inside, nearest_km
from pendopo.listen.watch.reading.quakes import has_tsunami, is_same_magnitude, is_same_news, read_quakes

__all__ = [
    "Article",
    "Entry",
    "Heard",
    "Point",
    "Shape",
    "Unreadable",
    "Warned",
    "distance_km",
    "has_tsunami",
    "is_inside",
    "is_same_magnitude",
    "is_same_news",
    "nearest_km",
    "read_article",
    "read_cap",
    "read_feed",
    "read_quakes",
    "text_of",
]
