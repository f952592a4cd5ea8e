"""The case on disk: what cannot be worked out again (originals, custody log, look-up ledger), and beside it what can (tables).

Order of every commit: originals, custody log, derived tables. Each step is whole before the next begins, so that a power cut
leaves nothing acknowledged and lost, and what lags behind is completed at the next opening.
"""
