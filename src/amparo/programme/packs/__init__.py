"""The briefing pack of a dialogue: one neutral structure from a frozen snapshot, printed as PDF and as DOCX in two languages."""
