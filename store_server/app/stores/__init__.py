"""Shops and restaurants, as the railway administrates them."""
