"""What the platform consists of on one machine: programs, ports, secrets, configuration."""
