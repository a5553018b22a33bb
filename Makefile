# Thin on purpose: the work is done by scripts/setup.sh and the package local_stack.
.DEFAULT_GOAL := help
.PHONY: help install lock

run := @sh "$(CURDIR)/scripts/local_stack"

help: ## show these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z_-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' "$(CURDIR)/Makefile"

install: ## make every module's environment (MODULE=name for one)
	$(run) install $(MODULE)

lock: ## write the lock file of one module anew: make lock MODULE=name
	$(run) lock $(MODULE)
