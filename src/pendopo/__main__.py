"""`python -m pendopo` is `pendopo`."""

from pendopo.cli import main

main(prog_name="pendopo")
