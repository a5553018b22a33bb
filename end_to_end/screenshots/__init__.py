"""Pictures of every page of the browser application, to look at."""
