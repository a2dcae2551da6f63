package veil

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"constat/store/record"
)

// An outage is what an opening needs of one, as the sealed report has it.
type outage struct {
	LastGood  *record.Instant `json:"last_good"`
	FirstBad  *record.Instant `json:"first_bad"`
	LastBad   *record.Instant `json:"last_bad"`
	FirstGood *record.Instant `json:"first_good"`
	Onset     []Ref           `json:"onset_leaves"`
	End       []Ref           `json:"end_leaves"`
}

// A Ref is the place of one record.
type Ref struct {
	Bundle int    `json:"bundle"` // place in the report's bundles, from 1
	Log    string `json:"log"`
	Leaf   int64  `json:"leaf"`
	Item   int    `json:"item"`
}

// A headRow is a head of a log that a bundle has, by its size and root.
type headRow struct {
	Log    string      `json:"log"`
	Leaves int64       `json:"leaves"`
	Root   record.Hash `json:"root"`
}

var outagePath = regexp.MustCompile(`^((?:sites|others)\[[0-9]+\])\.outages\[[0-9]+\]$`)

func parseOutage(whole []byte) (o outage, err error) {
	if err := json.Unmarshal(whole, &o); err != nil {
		return o, fmt.Errorf("read outage: %w", err)
	}
	return o, nil
}

// bundlePath is the row of a bundle, which no opening shows: it says of all its members
// who they are, and holds the secret that keeps the rest from being guessed.
var bundlePath = regexp.MustCompile(`^bundles\[[0-9]+\]$`)

func pathOfBundle(place int) string { return "bundles[" + strconv.Itoa(place-1) + "]" }

// headsPath is what an opening shows of a bundle.
func headsPath(place int) string { return pathOfBundle(place) + ".heads" }
