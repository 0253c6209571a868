"""Found without being readable: how a name that nobody can read in the database is still found (docs/explanation/vault.md).

fold      a written name → the sounds of its tokens
bands     how frequent a token is, in steps, and how many homophone keys a pair of tokens needs
keys      keyed numbers: deletion variants, features of a person
lexicon   the encrypted vocabulary (not people): tokens, frequencies, neighbours
index     people → features (writes)
plan      a query → groups of keys, the rare ones select and the others score (pure)
find      a query → ranked people within the actor's sight (reads)
"""
