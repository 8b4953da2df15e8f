"""The other editions of a page: looked for, verified, explained."""
