"""What is known: frozen records that every wing shares. Standard library only; nothing here reads, looks up or decides.

The way down the table: evidence -> mail -> sighting (observable) -> answer -> finding -> link -> campaign -> event -> report.
"""
