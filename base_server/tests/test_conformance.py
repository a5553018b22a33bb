"""base_server keeps the rules of all servers."""

from service_kit.testing.conformance import *  # noqa: F403 - inheriting is the point
