"""What admins set and see in the browser: publishers as a control room, who is told, settings, the glossary."""
