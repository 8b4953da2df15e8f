"""Publishers' templates: selectors, drop rules, small methods."""
