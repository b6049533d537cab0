# Everything that people do with this repository; `make help` lists it.

PREFIX ?= /usr/local
DESTDIR ?=

# Linking flags differ from those of the tests, so the release build has a scratch path of its own:
# otherwise each build would throw away the other's work.
RELEASE_SCRATCH := .build/static
RELEASE := swift build -c release --static-swift-stdlib -Xswiftc -static-executable \
	--scratch-path $(RELEASE_SCRATCH) --product crm

.PHONY: help setup build debug demo test lint generate bench install uninstall clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## Install the Debian packages that are missing
	@Scripts/setup

build: setup ## Build the static program build/crm
	$(RELEASE)
	@mkdir -p build
	@install -s -m 755 $(RELEASE_SCRATCH)/release/crm build/crm

debug: setup
	swift build

demo: build ## From nothing to a sales funnel, with the files of examples/
	@PATH="$(CURDIR)/build:$$PATH" examples/demo.sh

test: setup ## Run all tests
	swift test

lint: ## Check the style of the sources
	swift format lint --strict --configuration .swift-format -r Sources Tests Package.swift

generate: debug ## Write man/ and completions/ anew
	rm -rf man completions
	.build/debug/crm __generate .

bench: build ## Compare the speed with that of sqlite3
	Benchmarks/run.sh

install: ## Install program, man pages and completions below PREFIX (/usr/local)
	@test -x build/crm || { echo "run 'make build' first" >&2; exit 1; }
	install -D -m 755 build/crm "$(DESTDIR)$(PREFIX)/bin/crm"
	for page in man/*; do \
	  install -D -m 644 "$$page" "$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}"; \
	done
	install -D -m 644 completions/crm.bash \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/crm"
	install -D -m 644 completions/_crm "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_crm"
	install -D -m 644 completions/crm.fish \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/crm.fish"

uninstall: ## Remove what install installed
	rm -f "$(DESTDIR)$(PREFIX)/bin/crm" "$(DESTDIR)$(PREFIX)"/share/man/man?/crm.? \
	  "$(DESTDIR)$(PREFIX)"/share/man/man?/crm-*.? \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/crm" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_crm" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/crm.fish"

clean: ## Remove what was built
	rm -rf .build build
