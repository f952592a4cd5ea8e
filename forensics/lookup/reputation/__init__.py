"""What others have reported of a value: each service a file of its own, their verdicts side by side, never averaged."""
