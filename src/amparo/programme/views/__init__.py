"""What the pages of the partnership do."""
