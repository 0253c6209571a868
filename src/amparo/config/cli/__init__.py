"""The command line: one module a command, found by name so that none pays for the imports of another."""
