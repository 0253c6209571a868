"""A partnership with rows of every kind, as many as asked for, and a walk over every page of it: for the bench and for the tests."""
