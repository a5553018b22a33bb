"""How far a run has boarded, and who did not come."""
