"""From a folder to reports: scanning, cache, workers, store, command line."""
