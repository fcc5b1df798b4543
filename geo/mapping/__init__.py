"""Other people's tables become ours: columns are inferred, stated in `dataset.toml`, and read by that mapping."""
