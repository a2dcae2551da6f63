package record

import "slices"

// Faults of a listing, beside those of any question. What a listing that
// stopped leaves out is unknown.
const (
	ListRefused  Fault = "list-refused"  // the store refused our name or the right to list
	ListAbsent   Fault = "list-absent"   // the place that is listed is not there
	ListBroken   Fault = "list-broken"   // the listing broke off half-way
	ListTimeout  Fault = "list-timeout"  // it did not end in time
	ListProtocol Fault = "list-protocol" // what came back is no listing
	ListLimit    Fault = "list-limit"    // it went past a bound
)

// ListFaults lists the faults that listings alone can have.
var ListFaults = []Fault{ListRefused, ListAbsent, ListBroken, ListTimeout, ListProtocol, ListLimit}

// An Inventory says what a store or a site still held: the manifest, kept
// beside the log, and how it differs from the one before. A listing that broke
// off has a fault and no manifest; what it left out is unknown, never missing.
type Inventory struct {
	Link
	Time   Instant `json:"time"`  // the listing began
	Ended  Instant `json:"ended"` // it ended, or stopped
	Round  Round   `json:"round"`
	Fault  Fault   `json:"fault,omitempty"`
	Detail string  `json:"detail,omitempty"` // the system's own words, without names of files
	Items  int64   `json:"items"`            // files, or records, listed; with a fault: until it stopped
	Bytes  int64   `json:"bytes"`            // of the sizes that were told
	// Contents that were read in this run, their bytes, and those that could
	// not be read.
	Read       int64 `json:"read,omitempty"`
	ReadBytes  int64 `json:"read_bytes,omitempty"`
	Unreadable int64 `json:"unreadable,omitempty"`
	Mount      bool  `json:"mount,omitempty"` // a local folder on another device than the one it lies in
	// Account is a keyed commitment to the name under which a store was asked:
	// another account may hold other files, and lost none of these.
	Account Hash `json:"account,omitzero"`
	Root    Hash `json:"root,omitzero"`   // RFC 6962, over the salted lines of the manifest
	File    Hash `json:"file,omitzero"`   // the manifest's file
	Before  Hash `json:"before,omitzero"` // the manifest before, of the same question, that these compare with:
	Difference
}

func (i Inventory) check() error {
	whole := i.Fault == NoFault
	switch {
	case !i.Fault.known() && !slices.Contains(ListFaults, i.Fault):
		return errorf("unknown fault %q", i.Fault)
	case i.Ended < i.Time, i.Items < 0, i.Bytes < 0, i.Read < 0, i.ReadBytes < 0, i.Unreadable < 0, i.Missing < 0, i.Altered < 0, i.New < 0:
		return errorf("inventory with impossible figures")
	case whole && i.Detail != "", i.File.IsZero() != i.Root.IsZero(), !whole && !i.File.IsZero():
		return errorf("inventory of fault %q with file %v and root %v", i.Fault, i.File, i.Root)
	case i.File.IsZero() && (i.Bytes != 0 && whole || i.Read != 0 || i.ReadBytes != 0 || i.Unreadable != 0 || !i.Before.IsZero()):
		return errorf("inventory without a manifest tells what only one can")
	case i.Before.IsZero() && i.Difference != Difference{}:
		return errorf("inventory compared with nothing")
	}
	return nil
}

// Whole reports whether nothing stopped the listing.
func (i Inventory) Whole() bool { return i.Fault == NoFault }
