# Nightferry. `make demo` shows the whole night's work on one machine; `make test` runs all tests.
# Both install the Debian packages they need when some are missing.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

# To build the program.
BUILD_PACKAGES := libssh-dev libssh2-1-dev libxml2-dev libsqlite3-dev libssl-dev libidn2-dev zlib1g-dev libzstd-dev pkg-config tzdata

# For `make demo` and `make test`: a real SFTP server and client to talk to, and small tools that tests compare with.
TEST_PACKAGES := openssh-server openssh-client python3 sqlite3

# What only some tests need and is heavy; without it those tests skip and say why.
CI_PACKAGES := libgmime-3.0-0 chromium w3m python3-venv lame espeak-ng ffmpeg strace lftp rclone rsync mandoc postgresql \
  qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross miller proftpd-core proftpd-mod-crypto zsh fish
CI_PYTHON := html2text inscriptis html-text beautifulsoup4 lxml frictionless check-jsonschema asyncssh \
  polars pyarrow duckdb pandas pandera[polars] sqlite-utils cyclonedx-python-lib[json-validation] pyyaml

# What is opened only when it is used (dlopen), so that the program starts without.
LOADED_PACKAGES := libgmime-3.0-0 libpq5

# To make packages and to look at them.
DEB_PACKAGES := build-essential debhelper dpkg-dev fakeroot lintian
PACKAGING_PACKAGES := $(DEB_PACKAGES) binutils debootstrap systemd systemd-container

# The walls between rooms are part of every build.
WALLS := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib $(WALLS) -Xlinker --version-script=$(CURDIR)/packaging/exports.map
PROGRAM := .build/release/nightferry

.PHONY: help setup setup-ci build demo test tsan faults check lint walls bench fuzz install install-files clean \
  deb test-deb dist test-dist check-units api-docs check-packaging list-build-packages list-loaded-packages

help:
	@echo "make demo      build, and carry the example dump to a private SFTP server on this machine"
	@echo "make test      run all tests"
	@echo "make tsan      tests of what works on several threads, under the thread sanitizer"
	@echo "make faults    deliveries cut or stalled on the way in and at every packet, and killed at 200 instants"
	@echo "make check     format lint, walls between rooms, warnings as errors, tests, a short fuzzing"
	@echo "make build     the release program, $(PROGRAM)"
	@echo "make install   the program, manual, completions and systemd units under PREFIX (default /usr/local)"
	@echo "make deb       a Debian package in dist/; make dist: tarballs, checksums, bill of materials"
	@echo "make setup     install missing Debian packages; make setup-ci also what only CI needs"
	@echo "make bench     benchmarks beside other programs, or one of them as in make bench-csv; make fuzz: fuzzing"
	@echo "make check-packaging  install the package into a clean Debian, look at units, tarballs and API documentation"
	@echo "make clean     remove what was built"

setup:
	@scripts/install-packages $(BUILD_PACKAGES) $(TEST_PACKAGES)

setup-ci: setup
	@scripts/install-packages --optional $(CI_PACKAGES) $(PACKAGING_PACKAGES)
	@scripts/install-python .venv $(CI_PYTHON)

build: setup
	$(SWIFT) build $(RELEASE) --product nightferry

demo: build
	@examples/demo $(PROGRAM)

test: setup
	@SWIFT="$(SWIFT)" scripts/run-tests $(WALLS)

tsan: setup
	@SWIFT="$(SWIFT)" scripts/run-tsan $(WALLS)

faults: setup
	@SWIFT="$(SWIFT)" scripts/run-faults $(WALLS)

check: setup lint build
	@SWIFT="$(SWIFT)" FUZZ_SECONDS=8 Tests/Fuzz/fuzz-targets
	@SWIFT="$(SWIFT)" scripts/run-tests $(WALLS)

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

bench: build
	@scripts/run-all bench

bench-%: build
	@Benchmarks/$@

fuzz: build
	@scripts/run-all fuzz

install: build install-files

# Program, manual, completions, units, documentation and examples, without building. ROOT is where PREFIX is under.
ROOT = $(DESTDIR)$(PREFIX)
UNITS ?= $(PREFIX)/lib/systemd/system
STRIP ?= strip

install-files:
	install -d "$(ROOT)/bin" "$(ROOT)/share/man/man1" "$(ROOT)/share/bash-completion/completions" \
	  "$(ROOT)/share/zsh/site-functions" "$(ROOT)/share/fish/vendor_completions.d" \
	  "$(ROOT)/share/doc/nightferry" "$(ROOT)/lib/sysusers.d" "$(ROOT)/lib/tmpfiles.d" "$(DESTDIR)$(UNITS)"
	install -m 755 $(PROGRAM) "$(ROOT)/bin/nightferry"
	$(STRIP) "$(ROOT)/bin/nightferry"
	$(PROGRAM) manual "$(ROOT)/share/man/man1"
	$(PROGRAM) completion bash > "$(ROOT)/share/bash-completion/completions/nightferry"
	$(PROGRAM) completion zsh > "$(ROOT)/share/zsh/site-functions/_nightferry"
	$(PROGRAM) completion fish > "$(ROOT)/share/fish/vendor_completions.d/nightferry.fish"
	sed 's|/usr/bin/|$(PREFIX)/bin/|' packaging/systemd/nightferry.service > "$(DESTDIR)$(UNITS)/nightferry.service"
	install -m 644 packaging/systemd/nightferry.timer "$(DESTDIR)$(UNITS)"
	install -m 644 packaging/systemd/nightferry.sysusers "$(ROOT)/lib/sysusers.d/nightferry.conf"
	install -m 644 packaging/systemd/nightferry.tmpfiles "$(ROOT)/lib/tmpfiles.d/nightferry.conf"
	cp -r --no-preserve=ownership README.md CHANGELOG.md docs examples schemas "$(ROOT)/share/doc/nightferry"
	find "$(ROOT)/share/doc/nightferry/examples" -depth \( -name work -o -name __pycache__ \) -type d -exec rm -rf {} +

# For scripts that need these lists.
list-build-packages:
	@echo $(BUILD_PACKAGES)
list-loaded-packages:
	@echo $(LOADED_PACKAGES)

# A Debian package in dist/, and a test that installs it into a clean system (as root, with debootstrap).
deb: build
	@scripts/install-packages $(DEB_PACKAGES)
	@packaging/make-deb dist

test-deb: deb
	@packaging/test-deb dist/nightferry_*_$$(dpkg --print-architecture).deb

# Tarballs of program and sources, a bill of materials, checksums.
dist: build
	@packaging/make-dist dist

test-dist: dist
	@packaging/test-dist dist

# The systemd units by systemd's own tools; the other schedules with each exit code; the recipes.
check-units: build
	@packaging/check-units
	@python=.venv/bin/python; [ -x $$python ] || python=python3; $$python packaging/check-schedule $(PROGRAM)
	@packaging/check-recipes $(PROGRAM)

# The libraries' documentation, in .build/docc; a warning is an error.
api-docs:
	@SWIFT="$(SWIFT)" scripts/make-api-docs $(WALLS)

# What CI runs before `make check`.
check-packaging: check-units test-deb test-dist api-docs

clean:
	rm -rf .build .demo dist Benchmarks/.build
