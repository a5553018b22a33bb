"""What is measured: a private stack, the floor beside it, and the data in both."""
