"""Who is signed in, from where, and ending it."""
