"""Whole tables in and out as files: users, tickets, hotels and attractions."""
