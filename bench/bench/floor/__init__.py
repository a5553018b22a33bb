"""The floor: each job done by a bare FastAPI endpoint, with nothing around it.

It runs with base_server's Python and packages, so it imports nothing else of this module.
"""
