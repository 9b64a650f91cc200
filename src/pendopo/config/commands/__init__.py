"""The commands of `pendopo`, one module each."""
