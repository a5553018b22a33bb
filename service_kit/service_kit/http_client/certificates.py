"""The authorities whose certificates this process believes."""

import ssl
from functools import cache

import httpx


def trust_for(url: str) -> ssl.SSLContext:
    """What a client of `url` believes. Reading the authorities is a thirtieth of a server's start:
    one whose neighbours speak plain HTTP does without, and believes nobody who speaks TLS."""
    if url.startswith("http://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return trusted_certificates()


@cache
def trusted_certificates() -> ssl.SSLContext:
    """For every HTTP client of the process, as `SSL_CERT_FILE` or `SSL_CERT_DIR` names those of an
    operator's own."""
    return httpx.create_ssl_context()
