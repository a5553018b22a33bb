"""What travels: names and meanings are those of the servers' OpenAPI documents.

Members that a newer server adds are ignored.
"""
