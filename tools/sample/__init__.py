"""Makes the mails of the sample case; see ``__main__``."""
