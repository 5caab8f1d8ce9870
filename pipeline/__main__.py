"""`python -m pipeline` is `kiemchung`."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
