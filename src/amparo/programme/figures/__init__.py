"""The figures of the partnership with their birth certificates, one module a part. A snapshot freezes them; pages show the same ones."""
