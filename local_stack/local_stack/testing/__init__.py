"""`make test` and `make check`: everything they need is started, used and removed by themselves."""
