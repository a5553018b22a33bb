"""Giving money back: reversing entries at the price of the sale, never more than was bought."""
