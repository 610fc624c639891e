"""Cleaning where corpora are worked on: what frameworks call, each in a module of its name."""
