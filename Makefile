# Pasmaat: `make serve` to try it, `make test` to prove it. Every step that is already satisfied is
# skipped at once; what is missing is installed, at the versions in .ci/install.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

export TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/pasmaat/tools
export PATH := $(TOOLS)/bin:$(CURDIR)/end2end/node_modules/.bin:$(PATH)

# Bundling takes a minute even where nothing changed: this stamp says that nothing did.
built := target/built
sources := $(shell find app domain server public style Cargo.toml Cargo.lock rust-toolchain.toml -type f)
# The decoder is a wasm of its own, put where the site takes its files from.
decoder := public/decoder/glue_bg.wasm
ifeq ($(and $(wildcard target/release/pasmaat),$(wildcard target/site/pkg)),)
.PHONY: $(built)
endif

# Leptos is compiled for this name: without it here, what `cargo leptos` built is built anew for the tests.
export LEPTOS_OUTPUT_NAME := pasmaat

# Views are of one type instead of a type each: a fifth less to download, and less to compile. Server and
# browser have to agree on it, for one renders what the other brings to life.
export RUSTFLAGS := --cfg erase_components

install := .ci/install
step := .ci/step

.PHONY: help
help: ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Running it

.PHONY: serve dev build
serve: build ## build the release app and serve it with demo data at http://localhost:3000
	@exec target/release/pasmaat serve --demo

dev: tools $(decoder) ## rebuild and reload at every change
	@cargo leptos watch --release --split -- serve --demo

build: tools $(built) ## build the release app

$(built): $(sources) $(decoder) | tools
	@$(step) "the app" cargo leptos build --release --split --precompress
	@touch $@

$(decoder): $(wildcard decoder/src/*.rs) decoder/Cargo.toml .ci/decoder | tools
	@$(step) "the decoder" .ci/decoder

# Proving it

.PHONY: test format lint unit contract wasm types story browser
test: format lint build unit contract wasm types browser ## run everything that must be green
	@echo "make test: everything is green"

format: rust ## formatting, as rustfmt wants it
	@$(step) "format" cargo fmt --all --check

lint: rust ## clippy for the server and for the browser
	@$(step) "clippy, server" cargo clippy --release --workspace --all-targets --locked -- -D warnings
	@$(step) "clippy, browser" cargo clippy --release -p app --no-default-features --features hydrate --target wasm32-unknown-unknown --locked -- -D warnings
	@$(step) "clippy, decoder" cargo clippy --release -p decoder --target wasm32-unknown-unknown --locked -- -D warnings

unit: build postgres ## rules beside the code, and stories against the real server
	@$(step) "unit and story tests" cargo test --release --workspace --locked

contract: build contract-tools ## every operation of the published contract, with made-up requests of every role, the same ones every time (others: .ci/contract SEED)
	@$(step) "contract" .ci/contract 1

wasm: tools browser-tools ## what only a browser can answer, in a browser
	@$(step) "tests in the browser" .ci/wasm-test

types: node ## the browser's own scripts and the end-to-end tests, type-checked
	@$(step) "types" npm --prefix end2end run --silent types

browser: build browser-tools ## the whole app in Chromium
	@$(step) "end to end" npm --prefix end2end run --silent test

.PHONY: bench bench-large
bench: build browser-tools postgres ## figures beside the targets
	@npm --prefix end2end run --silent bench
	@cargo test --release --workspace --locked --test it bench_ -- --ignored --nocapture --test-threads=1

bench-large: build node postgres ## the registry with 1,200,000 pass holders, a quarter of an hour
	@node end2end/bench/registry.mjs --large

# What the machine needs

.PHONY: tools rust node browser-tools contract-tools postgres
tools: rust node
	@$(install) leptos
rust:
	@$(install) rust
node:
	@$(install) node
browser-tools: node
	@$(install) browser
contract-tools:
	@$(install) contract
postgres:
	@$(install) postgres
