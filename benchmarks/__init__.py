"""Folkmoot measured: speed, size and memory beside the least application that does the same. `python -m benchmarks`"""
