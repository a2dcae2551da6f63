package veil

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"constat/store/record"
)

const openingSchema = "constat-opening/2"

// MaxOpening bounds the text of an opening, in bytes.
const MaxOpening = 64 << 20

// An Opening shows single facts of an exhibit as the sealed report has them, down to
// the leaves of the logs: to be read beside the public exhibit, by itself.
type Opening struct {
	Schema  string      `json:"schema"`
	Root    record.Hash `json:"root"`  // of the exhibit's list of facts
	Facts   int64       `json:"facts"` // how many it has
	Rows    []Opened    `json:"rows"`  // in the order of the list
	Leaves  []Leaf      `json:"leaves"`
	Answers []string    `json:"answers"` // that the records cite, each as it was kept
}

// An Opened is one fact, as the public exhibit shows it and as the sealed report has it.
type Opened struct {
	Path       string        `json:"path"`
	Place      int64         `json:"place"` // in the list, from 0
	Left       string        `json:"left"`
	Commitment string        `json:"commitment"` // "-" where nothing is left out
	Shown      string        `json:"shown"`
	Salt       string        `json:"salt"`   // 64 hexadecimal digits; empty with "-"
	Sealed     string        `json:"sealed"` // likewise
	Proof      []record.Hash `json:"proof"`  // RFC 6962, section 2.1.1
}

// whole is the fact as the sealed report has it.
func (o Opened) whole() []byte {
	if o.Commitment == "-" {
		return []byte(o.Shown)
	}
	return []byte(o.Sealed)
}

// A Leaf is one entry of a log, and what proves it.
type Leaf struct {
	Log    string `json:"log"`
	Key    string `json:"key"` // verifier key, as in c2sp.org/signed-note
	Index  int64  `json:"leaf"`
	Bundle int    `json:"bundle"` // place in the report's bundles, from 1
	Entry  []byte `json:"entry"`
	Heads  []Head `json:"heads"` // the bundle's newest of that log, and one that was stamped
}

// A Head is a checkpoint as signed, the leaf's proof in it, and tokens over it.
type Head struct {
	Checkpoint string        `json:"checkpoint"`
	Proof      []record.Hash `json:"proof"`
	Tokens     [][]byte      `json:"tokens"`
}

// Text writes o in its one form.
func (o *Opening) Text() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(o)
	return b.Bytes(), err
}

// ParseOpening reads what Text writes, and nothing else. It checks nothing more.
func ParseOpening(text []byte) (*Opening, error) {
	if len(text) > MaxOpening {
		return nil, fmt.Errorf("parse opening: %d bytes, at most %d", len(text), MaxOpening)
	}
	o := new(Opening)
	if err := json.Unmarshal(text, o); err != nil {
		return nil, fmt.Errorf("parse opening: %w", err)
	}
	if o.Schema != openingSchema {
		return nil, fmt.Errorf("parse opening: schema %.40q, want %s", o.Schema, openingSchema)
	}
	again, err := o.Text()
	if err == nil && !bytes.Equal(again, text) {
		err = errors.New("not in its one form")
	}
	if err != nil {
		return nil, fmt.Errorf("parse opening: %w", err)
	}
	return o, nil
}

// IsOpening tells an opening by its first line.
func IsOpening(text []byte) bool {
	return bytes.HasPrefix(text, []byte("{\n \"schema\": \""+openingSchema+"\""))
}

func unsalt(text string) (salt [32]byte, err error) {
	b, err := hex.DecodeString(text)
	if err == nil && (len(b) != len(salt) || hex.EncodeToString(b) != text) {
		err = errors.New("a salt is 64 small hexadecimal digits")
	}
	copy(salt[:], b)
	return salt, err
}
