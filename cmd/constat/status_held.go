package main

import (
	"fmt"
	"io"

	"constat/store"
	"constat/store/record"
)

// A statusHeld is what a store holds by its newest whole listing, against the one
// that held the most: provisional, by numbers alone. What is gone, and what only
// moved, the report tells.
type statusHeld struct {
	Items   int64          `json:"items"`
	Most    int64          `json:"most"`
	MostAt  record.Instant `json:"most_at"`
	Missing int64          `json:"missing"` // paths, against the listing before
}

// statusHeldOf is nil where the newest listing broke off: nothing follows from it.
func statusHeldOf(s store.State) *statusHeld {
	e, f := s.Inventory, s.Fullest
	if e == nil || f == nil || !e.Whole() {
		return nil
	}
	return &statusHeld{e.Items, f.Items, f.Time, e.Missing}
}

// lacks says whether less is held than was.
func (h *statusHeld) lacks() bool { return h != nil && (h.Items < h.Most || h.Missing > 0) }

func printHeld(w io.Writer, lang string, t statusTarget) {
	h := t.Held
	if !h.lacks() {
		return
	}
	fmt.Fprintf(w, tr(lang, "\nMANQUES dans %s, vus d’ici : %d à la dernière liste, %d le %s ; %d chemins de la liste d’avant n’y sont plus.\nProvisoire : le rapport dit ce qui a disparu, et ce qui n’a que changé de place.\n",
		"\nMISSING from %s, as seen from here: %d in the newest list, %d on %s; %d paths of the list before are no longer in it.\nProvisional: the report tells what is gone, and what only moved.\n"),
		t.Name, h.Items, h.Most, since(&h.MostAt), h.Missing)
}
