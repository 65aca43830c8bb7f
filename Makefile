# Nightferry. `make demo` shows the whole night's work on one machine; `make test` runs all tests.
# Both install the Debian packages they need when some are missing.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

# To build the program.
BUILD_PACKAGES := libssh2-1-dev libxml2-dev libsqlite3-dev libssl-dev zlib1g-dev libzstd-dev pkg-config tzdata

# For `make demo` and `make test`: a real SFTP server and client to talk to, and small tools that tests compare with.
TEST_PACKAGES := openssh-server openssh-client python3 sqlite3

# What only some tests need and is heavy; without it those tests skip and say why.
CI_PACKAGES := libgmime-3.0-0 chromium w3m python3-venv lame espeak-ng ffmpeg strace lftp rclone mandoc postgresql \
  qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross miller proftpd-core proftpd-mod-crypto
CI_PYTHON := html2text inscriptis html-text beautifulsoup4 lxml frictionless check-jsonschema asyncssh \
  polars pyarrow duckdb pandas

# The walls between rooms are part of every build.
WALLS := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib $(WALLS)
PROGRAM := .build/release/nightferry

.PHONY: help setup setup-ci build demo test check lint walls bench fuzz install clean

help:
	@echo "make demo      build, and carry the example dump to a private SFTP server on this machine"
	@echo "make test      run all tests"
	@echo "make check     format lint, walls between rooms, warnings as errors, tests: what CI runs"
	@echo "make build     the release program, $(PROGRAM)"
	@echo "make install   the program under PREFIX (default /usr/local)"
	@echo "make setup     install missing Debian packages; make setup-ci also what only CI needs"
	@echo "make bench     benchmarks beside other programs, or one of them as in make bench-csv; make fuzz: fuzzing"
	@echo "make clean     remove what was built"

setup:
	@scripts/install-packages $(BUILD_PACKAGES) $(TEST_PACKAGES)

setup-ci: setup
	@scripts/install-packages --optional $(CI_PACKAGES)
	@scripts/install-python .venv $(CI_PYTHON)

build: setup
	$(SWIFT) build $(RELEASE) --product nightferry

demo: build
	@examples/demo $(PROGRAM)

test: setup
	@SWIFT="$(SWIFT)" scripts/run-tests $(WALLS)

check: setup lint build
	@SWIFT="$(SWIFT)" scripts/run-tests $(WALLS)

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

bench: build
	@scripts/run-all bench

bench-%: build
	@Benchmarks/$@

fuzz: build
	@scripts/run-all fuzz

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/nightferry"
	strip "$(DESTDIR)$(PREFIX)/bin/nightferry"
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	$(PROGRAM) manual "$(DESTDIR)$(PREFIX)/share/man/man1"
	$(PROGRAM) completion bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/nightferry"
	$(PROGRAM) completion zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_nightferry"
	$(PROGRAM) completion fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/nightferry.fish"

clean:
	rm -rf .build .demo Benchmarks/.build
