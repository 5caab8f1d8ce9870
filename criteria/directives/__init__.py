"""What a directive on scoring orders: who owns which criteria, by when, and where points were lost."""
