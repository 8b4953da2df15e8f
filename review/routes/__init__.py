"""The pages and endpoints of the review app, a module for each group of them."""
