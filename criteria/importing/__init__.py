"""Criteria sets drafted from the official tables that state them."""
