# What can be done here. Each target is a small script or one Maven command; all of it also works without make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test tools crds format fuzz mutate soak bench chaos simulate-long sbom docs plugin screenshots

maven := src/test/tools/maven

help: ## shows this
	@echo "Regional Failover Operator"
	@echo
	@sed -n 's/^\([a-z-]*\): .*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-15s %s\n", $$1, $$2 }'
	@echo
	@echo "Needed: a JDK 25, Maven, and Go (it builds the control plane that tests and demo run on); kubectl for the demo,"
	@echo "Python 3 for the tests."

demo: ## shows a failover from beginning to end on this machine; KEEP=1 leaves it up to play with
	@src/test/tools/demo

test: ## runs every test: the fast ones first, then those with real processes
	@src/test/tools/test

fuzz: ## gives each of our parsers a million inputs; RUNS and PARSERS say how many, and which
	@src/test/tools/fuzz $(PARSERS)

soak: ## runs the operator for an hour with 1,000 policies and says whether it grew; MINUTES, POLICIES and MEMORY change that
	@src/test/tools/soak

bench: ## measures the operator beside what it is compared with, in 35 minutes; ROWS="hot-path decision" for some of it
	@ROWS="$(ROWS)" src/test/tools/bench

chaos: ## breaks and mends three real operators at random, 1,000 times in about 20 minutes; CHAOS=-Dchaos.seed=... repeats a run
	@src/test/tools/chaos $(CHAOS)

simulate-long: ## simulates fleets from SEED on, until stopped or for SCHEDULES schedules
	@src/test/tools/simulate-long $(or $(SEED),1) $(SCHEDULES)

tools: ## builds a Kubernetes control plane and installs moto for the tests, into the cache, once
	@src/test/tools/build
	@src/test/tools/moto >/dev/null
	@src/test/tools/go-program gitops >/dev/null
	@src/test/tools/go-program externaldns >/dev/null
	@src/test/tools/debian dns >/dev/null || true
	@src/test/tools/debian chromium >/dev/null || true
	@echo "They are in $$(src/test/tools/build --print) and beside it."

plugin: ## builds kubectl failover: an archive in target/plugin, and krew's manifest for it; URI=... says where it will be
	@URI="$(URI)" src/test/tools/plugin

mutate: ## changes the code in small ways and looks whether a fast test notices; PART=decision for one part of it
	@src/test/tools/mutate $(PART)

crds: ## writes crds/ anew from the Java model
	@$(maven) -q test -Dtest=CrdDriftTest -Dcrds.write=true
	@echo "Written; 'git status crds' shows what changed."

sbom: ## writes target/sbom.json, which names everything that is shipped (CycloneDX)
	@$(maven) -q org.cyclonedx:cyclonedx-maven-plugin:makeBom
	@echo "Written: target/sbom.json"

docs: ## writes docs/reference.md anew from crds/, the table in docs/dns.md, and Argo CD's ConfigMap from its scripts
	@$(maven) -q test -Dtest='ReferenceDriftTest,ArgoCdConfigMapTest,PromisesDocumentTest' -Ddocs.write=true
	@echo "Written; 'git status docs examples' shows what changed."

screenshots: ## takes the pictures of console and kubectl failover in docs/images anew
	@src/test/tools/screenshots

format: ## formats the code
	@$(maven) -q spotless:apply
	@echo "Formatted; 'git status' shows what changed."
