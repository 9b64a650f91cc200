"""A carousel becomes a short film: calm moves, its words burnt in and beside it as SRT, and a voice if there is one.

H.264 by PyAV's own libx264, so no office installs ffmpeg. Pure Python besides gettext: no table, no request.
"""

from pendopo.broadcast.visuals.video.film import Film, Page, Shape, Stopped, make
from pendopo.broadcast.visuals.video.lettering import Lettering
from pendopo.broadcast.visuals.video.narration import is_sound

__all__ = ["Film", "Lettering", "Page", "Shape", "Stopped", "is_sound", "make"]
