package notify

import (
	"encoding/json"
	"fmt"

	"constat/store/record"
)

// MaxMemory bounds the file of a [Memory], in bytes.
const MaxMemory = 32 << 20

const memoryVersion = 1

// A Memory is all that is remembered of what was told, beside the log and never
// in it. It holds names and times, and no address.
type Memory struct {
	Version int                `json:"version"`
	To      map[string]*Ledger `json:"to"` // by the name of the destination
	// Published are the digests of what was last read of statements, Listed what
	// was last read of inventories: a change is one from there.
	Published map[string]record.Hash `json:"published"`
	Listed    map[string]Listing     `json:"listed"`
	// Restless are statements, by how they changed of late.
	Restless map[string]Restless `json:"restless"`
	// Own are the pages of which another content than a well-known one was read.
	Own map[string]bool `json:"own"`
}

// A Listing is an inventory that was looked at.
type Listing struct {
	At    record.Instant `json:"at"`
	Items int64          `json:"items"`
}

// A Restless statement changes nearly as often as it is read.
type Restless struct {
	Read record.Instant `json:"read"` // last
	// Count grows with each reading that found a change, and falls with each that
	// found none.
	Count int `json:"count"`
}

// Bounds of a count: from which on a statement is restless, and from which on it
// grows no more.
const (
	restless  = 3
	mostCount = 2 * restless
)

// Saw notes another reading. It reports whether somebody is to be told of a
// change: not of one that only goes on, as a visitor counter does; and whether
// that is so from now on.
func (r *Restless) Saw(read record.Instant, changed bool) (tell, begins bool) {
	if r.Read == read {
		return changed && r.Count < restless, false
	}
	r.Read = read
	if !changed {
		r.Count = max(r.Count-1, 0)
		return false, false
	}
	r.Count = min(r.Count+1, mostCount)
	return r.Count <= restless, r.Count == restless
}

// NewMemory returns one that remembers nothing.
func NewMemory() *Memory {
	return &Memory{Version: memoryVersion, To: map[string]*Ledger{}, Published: map[string]record.Hash{}, Listed: map[string]Listing{}, Restless: map[string]Restless{}, Own: map[string]bool{}}
}

// ReadMemory reads what Encode wrote.
func ReadMemory(text []byte) (*Memory, error) {
	m := NewMemory()
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("read what was told: %w", err)
	}
	if m.Version != memoryVersion {
		return nil, fmt.Errorf("read what was told: version %d; this program knows %d", m.Version, memoryVersion)
	}
	for name, l := range m.To {
		if l == nil {
			delete(m.To, name)
		}
	}
	return m, nil
}

// Encode returns m as a file.
func (m *Memory) Encode() ([]byte, error) {
	text, err := json.Marshal(m)
	return append(text, '\n'), err
}

// Of returns the ledger of a destination.
func (m *Memory) Of(name string) *Ledger {
	if m.To[name] == nil {
		m.To[name] = &Ledger{}
	}
	return m.To[name]
}

// Keep forgets all destinations but these.
func (m *Memory) Keep(names map[string]bool) {
	for name := range m.To {
		if !names[name] {
			delete(m.To, name)
		}
	}
}
