"""Strategies and checks for tests, the library's own and its users'."""
