"""The pages of access, by who uses them: doors, account, house, people, watch."""
