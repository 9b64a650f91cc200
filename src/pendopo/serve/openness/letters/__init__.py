"""What the office writes to applicants: put down once in words, drawn as DOCX or PDF whenever it is asked for."""

from pendopo.serve.openness.letters.drawing import Drawn, draw
from pendopo.serve.openness.letters.writing import write

__all__ = ["Drawn", "draw", "write"]
