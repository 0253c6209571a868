"""The pages of the files. Each view names its verb, lets an action write or a query read, and draws a page."""
