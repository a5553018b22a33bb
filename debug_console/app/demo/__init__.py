"""`demo`: a robot's working day on real input, from the first sign-in to killed servers."""
