"""One story from request to stored comparison; joins the rooms with plain functions."""
