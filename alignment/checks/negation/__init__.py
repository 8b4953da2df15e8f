"""The check of negations: one edition negates what the others state, or states what they negate."""
