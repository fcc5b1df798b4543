"""What README's figures come from: our page and dashboard beside their strongest peers, in one run."""
