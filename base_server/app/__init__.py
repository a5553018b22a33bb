"""base_server: people, engineers, robots, tickets and trips."""
