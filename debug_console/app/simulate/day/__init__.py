"""A railway's day against a running stack, faster than it would go by."""
