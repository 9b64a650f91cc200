"""Each kind of chart laid out on a canvas."""
