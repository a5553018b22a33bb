"""What a robot has with it, and what it sold of that without the uplink."""
