"""A register that an office kept before: read as a sheet, mapped to what a case has, checked cell by cell."""
