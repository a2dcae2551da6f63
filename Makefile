# make          builds both programs into bin/, static and trimmed
# make check    what CI runs: gofmt, vet, staticcheck, tests with the race detector
# make demo     plays the whole story into demo/
# make bench    the numbers, as ratios in one run
# make class-month  a class report of 500 bundles of a month at 60 s, timed; 14 GB in bin/ for some minutes
# make everything  an hour of every kind of target and of all that befalls them
# make fuzz     a minute for each fuzz target
# make release  builds twice and compares

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo 0.1.0)
# The commit goes into the program, and from there into the log, wherever git
# can tell it.
VCS     := $(shell git status >/dev/null 2>&1 && echo auto || echo false)
FLAGS    = -trimpath -buildvcs=$(VCS) -ldflags '-s -w -X main.version=$(VERSION)'

all: bin/constat bin/constat-verify

bin/%: FORCE
	CGO_ENABLED=0 $(GO) build $(FLAGS) -o $@ ./cmd/$*

check: fmt vet lint test

fmt:
	@test -z "$$(gofmt -l cmd collector store report)" || { gofmt -l cmd collector store report; exit 1; }

vet:
	$(GO) vet ./...

lint:
	$(GO) tool staticcheck ./...

test:
	$(GO) test -race -timeout 55m ./...

demo: all
	bin/constat demo -o demo

bench:
	$(GO) test -run '^$$' -bench . -benchtime 1x ./...

# Staging takes far longer than the report. What is timed runs on two cores.
CLASS_BUNDLES ?= 500
class-month: bin/constat
	@set -e; d=$$(mktemp -d $(CURDIR)/bin/class-month.XXXXXX); trap 'rm -rf "$$d"' EXIT; trap 'exit 1' INT TERM; \
	  CLASS_MONTH=$$d CLASS_BUNDLES=$(CLASS_BUNDLES) GOGC=400 $(GO) test -count 1 -timeout 0 -run '^TestStageClassMonth$$' ./cmd/constat; \
	  echo "$$(ls $$d/*.zip | wc -l) bundles, $$(du -sm $$d | cut -f 1) MB, load $$(cut -d ' ' -f 1-3 /proc/loadavg)"; \
	  taskset -c 0,1 /usr/bin/time -v -o $$d/time bin/constat class --list $$d/members.csv --policy $$d/policy --provider whc -o $$d/class.pdf --json $$d/class.json; \
	  grep -E 'Elapsed|Maximum resident|User time|System time' $$d/time

everything:
	CONSTAT_EVERYTHING=$${CONSTAT_EVERYTHING:-1h} $(GO) test -v -count 1 -timeout 0 -run '^TestEverything$$' ./cmd/constat

fuzz:
	@$(GO) list ./... | while read p; do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep ^Fuzz); do \
	    $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime 1m $$p || exit 1; done; done

release: all
	mkdir -p bin/again
	CGO_ENABLED=0 $(GO) build $(FLAGS) -o bin/again/ ./cmd/constat ./cmd/constat-verify
	cmp bin/constat bin/again/constat
	cmp bin/constat-verify bin/again/constat-verify

FORCE:
.PHONY: all check fmt vet lint test demo bench class-month everything fuzz release FORCE
