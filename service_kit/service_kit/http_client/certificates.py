"""The authorities whose certificates this process believes."""

import ssl
from functools import cache

import httpx


@cache
def trusted_certificates() -> ssl.SSLContext:
    """For every HTTP client of the process: reading the authorities takes longer than all the rest
    of a client. `SSL_CERT_FILE` or `SSL_CERT_DIR` names those of an operator's own."""
    return httpx.create_ssl_context()
