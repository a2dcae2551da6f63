package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	"constat/store/record"
)

// DisclosureSchema names the form of data/disclosure.json.
const DisclosureSchema = "constat-disclosure/1"

// A Disclosure says what a bundle shows, and opens the rows of the shown
// targets at the two seals that enclose it.
type Disclosure struct {
	Schema   string         `json:"schema"`
	Origin   string         `json:"origin"`
	Key      string         `json:"key"` // verifier key of the log
	Software string         `json:"software"`
	Made     record.Instant `json:"made"`           // time of the newest seal
	From     record.Instant `json:"from,omitempty"` // as asked, zero for the beginning
	To       record.Instant `json:"to,omitempty"`   // as asked, zero for the end
	Base     int64          `json:"base"`           // leaf of the seal that the account begins after, -1 for the beginning of the log
	End      int64          `json:"end"`            // leaf of the seal that closes it
	Chains   []Chain        `json:"chains"`         // shown targets and controls, in order of chain
}

// A Chain opens one target's rows and its probe secret.
type Chain struct {
	Chain  record.Chain `json:"chain"`
	Secret record.Hash  `json:"secret"` // keys the identifiers of its probes, see record.ProbeID
	Base   *Opening     `json:"base"`   // null where the chain is younger than the base
	End    Opening      `json:"end"`
}

// An Opening shows one row of a seal: the salt, the row, its place among the
// rows and the audit path (RFC 6962, section 2.1.1), from the row up.
type Opening struct {
	Salt  Salt          `json:"salt"`
	Row   record.Row    `json:"row"`
	Index int64         `json:"index"`
	Proof []record.Hash `json:"proof"`
}

// A Salt keeps a row that is not shown from being guessed.
type Salt = record.Chain // 16 bytes, 32 hexadecimal digits

func (d Disclosure) encode() []byte {
	b, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		panic(fmt.Sprintf("bundle: internal error: %v", err))
	}
	return append(b, '\n')
}

func decodeDisclosure(b []byte) (Disclosure, error) {
	var d Disclosure
	if err := json.Unmarshal(b, &d); err != nil {
		return d, fmt.Errorf("disclosure: %w", err)
	}
	if !bytes.Equal(d.encode(), b) {
		return d, fmt.Errorf("disclosure: not in its one form")
	}
	return d, d.check()
}

// check refuses what no bundle says.
func (d Disclosure) check() error {
	if d.Schema != DisclosureSchema {
		return fmt.Errorf("disclosure: schema %q, this program reads %q", d.Schema, DisclosureSchema)
	}
	if !originName.MatchString(d.Origin) {
		return fmt.Errorf("disclosure: origin %q is not of the form NAME/EPOCH", d.Origin)
	}
	if !printable.MatchString(d.Software) {
		return fmt.Errorf("disclosure: software %q is not 1 to 100 printable characters", d.Software)
	}
	if d.Chains == nil {
		return errors.New("disclosure: no list of chains")
	}
	for i, c := range d.Chains {
		if i > 0 && bytes.Compare(d.Chains[i-1].Chain[:], c.Chain[:]) >= 0 {
			return errors.New("disclosure: chains are not in order")
		}
		if c.End.Proof == nil || (c.Base != nil && c.Base.Proof == nil) {
			return fmt.Errorf("disclosure: chain %v has no proof", c.Chain)
		}
	}
	return nil
}

// An origin is printed, and names files.
var originName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,62}/[1-9][0-9]*$`)

// One line of bag-info.txt holds it.
var printable = regexp.MustCompile(`^[!-~]([ -~]{0,98}[!-~])?$`)
