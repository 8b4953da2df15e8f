"""The services that translate, and how they are asked."""
