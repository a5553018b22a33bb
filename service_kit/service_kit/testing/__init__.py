"""What every server's tests stand on: real databases, sessions, and the rules all servers keep."""
