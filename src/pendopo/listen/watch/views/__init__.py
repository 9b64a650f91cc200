"""The watch on the screen."""
