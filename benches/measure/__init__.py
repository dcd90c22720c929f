"""What `benches/compare` measures with: a terminal that only remembers, the program in it, the peers, the table."""
