"""Chromium: found on this machine, held in one thread, asked to draw."""
