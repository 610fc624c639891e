"""The processes of damage, run forward: seeded, composable, on bytes. The truth of the benchmarks and of the property tests."""
