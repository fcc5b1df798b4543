"""How it leaves: exports, and the command line. Every export is the map of `layers.map`, nothing else."""
