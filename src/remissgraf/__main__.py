"""`python -m remissgraf` is the command line."""

from remissgraf.cli.main import main

if __name__ == "__main__":
    main()
