"""The platform's administration as commands: a table of words, and the servers' own documents."""
