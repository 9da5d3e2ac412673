"""The sample year "Changzhou 2019": made through the same actions that people use, with a fixed seed.

Units, areas and the works that the meeting report names are facts; what it does not name is sample data and says 示例.
"""
