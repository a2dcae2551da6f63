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

// A bundleRow is what an opening needs of the row of a bundle.
type bundleRow struct {
	SHA256 record.Hash `json:"sha256"`
	Heads  []struct {
		Log    string      `json:"log"`
		Leaves int64       `json:"leaves"`
		Root   record.Hash `json:"root"`
	} `json:"heads"`
}

var outagePath = regexp.MustCompile(`^((?:sites|others)\[[0-9]+\])\.outages\[[0-9]+\]$`)

func parseOutage(whole []byte) (o outage, err error) {
	if err := json.Unmarshal(whole, &o); err != nil {
		return o, fmt.Errorf("read outage: %w", err)
	}
	return o, nil
}

func bundlePath(place int) string { return "bundles[" + strconv.Itoa(place-1) + "]" }
