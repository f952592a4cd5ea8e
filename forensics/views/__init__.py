"""What one sees: tables, a mail, the timeline. Every view shows itself in a terminal and, escaped and inert, in a notebook."""
