# Thin on purpose: the work is done by scripts/setup.sh and the package local_stack.
.DEFAULT_GOAL := help
.PHONY: help up down status logs console demo screenshots reset kill test check openapi infra bench install lock

# Only what stands on the command line counts, not what the environment happens to hold.
given = $(if $(filter command line,$(origin $(1))),$($(1)))
stack := @sh "$(CURDIR)/scripts/local_stack"

help: ## show these commands
	@awk -f "$(CURDIR)/scripts/help.awk" "$(CURDIR)/Makefile"

##@ The platform on this machine
up: ## start everything and stay until Ctrl-C [PORT=8080 REPLICAS=1 DETACH=1 WITHOUT="base …" LISTEN=localhost]
	$(stack) up $(if $(call given,PORT),--port $(PORT)) $(if $(call given,REPLICAS),--replicas $(REPLICAS)) \
		$(if $(call given,LISTEN),--listen $(LISTEN)) $(if $(call given,WITHOUT),--without $(WITHOUT)) $(if $(filter-out 0,$(call given,DETACH)),--detach)

console: ## the debug console: a shell, or one command [ARGS="tickets list --limit 5"]
	$(stack) console -- $(call given,ARGS)

demo: ## play a robot's working day against the running stack
	$(stack) demo

screenshots: ## pictures of every page of the running stack, into screenshots/ [ARGS=readme]
	$(stack) screenshots $(call given,ARGS)

status: ## show processes, ports, restarts and memory
	$(stack) status

logs: ## follow what the processes print [NAME=base]
	$(stack) logs $(call given,NAME)

kill: ## kill one process, as a fault would; it comes back [NAME=base-1 SIGNAL=KILL]
	$(stack) kill $(call given,NAME) $(if $(call given,SIGNAL),--signal $(SIGNAL))

down: ## stop everything
	$(stack) down

reset: ## stop, and delete all data [FORCE=1]
	$(stack) reset $(if $(filter-out 0,$(call given,FORCE)),--force)

##@ Work on the code
test: ## all tests and checks; or one module's tests [MODULE=base_server ARGS="-k name"]
	$(stack) test $(call given,MODULE) $(if $(call given,ARGS),--arguments='$(ARGS)')

check: ## formatting, types, import rules, migrations, documents [MODULE=base_server]
	$(stack) check $(call given,MODULE)

bench: ## measure, and compare with the floors [ARGS="…"]
	$(stack) bench -- $(call given,ARGS)

infra: ## keep PostgreSQL, Redis and Chroma for tests, and print how to reach them
	$(stack) infra

openapi: ## write the servers' OpenAPI documents anew
	$(stack) openapi

##@ Installation (the other commands do it by themselves)
install: ## make the environments of all modules, or of one [MODULE=base_server]
	$(stack) install $(call given,MODULE)

lock: ## write a module's lock file anew [MODULE=base_server]
	$(stack) lock $(call given,MODULE)
