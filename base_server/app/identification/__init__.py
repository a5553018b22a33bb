"""Whose face is this? Asked of face_server, among the people it can be."""
