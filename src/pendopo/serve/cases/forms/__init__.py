"""What is asked on pages of cases. Forms check what was typed; actions decide."""
