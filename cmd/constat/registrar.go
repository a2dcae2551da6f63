package main

import (
	"context"
	"encoding/hex"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"constat/store"
	"constat/store/record"
	"constat/store/registry"
)

// registerEvery is how soon the daemon enters what came into a register.
const registerEvery = 10 * time.Second

// claimsName is the folder of the claims, beside the configuration.
const claimsName = "claims"

// A registrar enters the digests of what the registers of claims hold into the
// log. It reads nothing of what is encrypted, and could not.
type registrar struct {
	store *store.Store
	dir   string // of the claims

	mu     sync.Mutex
	claims map[string]*registering
}

// A registering is what is known of one claim.
type registering struct {
	lister  *registry.Lister
	entered map[record.Registered]bool
	gone    map[int]bool                // members whose tombstone was entered
	waiting map[int][]record.Registered // of members who changed, all there is
}

func newRegistrar(s *store.Store, folder string) *registrar {
	return &registrar{store: s, dir: filepath.Join(folder, claimsName), claims: map[string]*registering{}}
}

// run enters what comes until ctx is done, and then once more.
func (r *registrar) run(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(registerEvery)
	defer tick.Stop()
	told := map[string]int{}
	for {
		select {
		case <-ctx.Done():
			r.enterAll(log, told)
			return
		case <-tick.C:
			r.enterAll(log, told)
		}
	}
}

// enterAll tells how much could not be read when that changes, and not what: a
// file's name may be a person's.
func (r *registrar) enterAll(log *slog.Logger, told map[string]int) {
	names, err := registry.Names(r.dir)
	if err != nil {
		names = nil
	}
	for _, name := range names {
		_, err := r.enter(name)
		unread := 0
		if err != nil {
			eachError(err, func(error) { unread++ })
		}
		if unread != told[name] {
			log.Warn("parts of a register could not be entered", "claim", name, "files", unread)
			told[name] = unread
		}
	}
}

// enter writes into the log what a claim's register holds and the log doesn't, and
// tells how many files that were. What can't be read is left out, and told.
func (r *registrar) enter(name string) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, err := r.claim(name)
	if err != nil {
		return 0, err
	}
	listed, unread := c.lister.Next()
	c.wait(listed)
	items := c.items()
	for some := range slices.Chunk(items, record.MaxRegistered) {
		e := record.Register{Time: record.At(time.Now()), Claim: name, Items: some}
		if err := r.store.Append(e); err != nil {
			delete(r.claims, name) // it may stand in the log all the same: that is read again
			return 0, errors.Join(err, unread)
		}
		c.enter(some)
	}
	c.waiting = map[int][]record.Registered{}
	return len(items), unread
}

// claim opens a claim, and reads what the log holds of it, once.
func (r *registrar) claim(name string) (*registering, error) {
	if c := r.claims[name]; c != nil {
		return c, nil
	}
	claim, err := registry.Open(r.dir, name)
	if err != nil {
		return nil, err
	}
	pages, err := r.store.Registers()
	if err != nil {
		return nil, err
	}
	c := &registering{claim.Lister(), map[record.Registered]bool{}, map[int]bool{}, map[int][]record.Registered{}}
	for _, p := range pages {
		for _, item := range p.Lines {
			if e := item.Entry.(record.Register); e.Claim == name {
				c.enter(e.Items)
			}
		}
	}
	r.claims[name] = c
	return c, nil
}

func (c *registering) enter(items []record.Registered) {
	for _, it := range items {
		c.entered[it] = true
		c.gone[it.Member] = c.gone[it.Member] || it.Part == 0
	}
}

// wait notes what members hold now, in the place of what they held before.
func (c *registering) wait(listed []registry.Listed) {
	fresh := map[int]bool{}
	for _, l := range listed {
		if !fresh[l.MemberNo] {
			fresh[l.MemberNo], c.waiting[l.MemberNo] = true, nil
		}
		var h record.Hash
		if _, err := hex.Decode(h[:], []byte(l.SHA256)); err == nil {
			c.waiting[l.MemberNo] = append(c.waiting[l.MemberNo], record.Registered{Member: l.MemberNo, Part: l.Part, SHA256: h})
		}
	}
}

// items are those that are not in the log, in its order.
func (c *registering) items() (items []record.Registered) {
	for no, some := range c.waiting {
		if c.gone[no] {
			continue
		}
		for _, it := range some {
			if !c.entered[it] {
				items = append(items, it)
			}
		}
	}
	slices.SortFunc(items, func(a, b record.Registered) int {
		return (a.Member-b.Member)*(record.MaxPart+1) + a.Part - b.Part
	})
	return items
}

// A registerOrder asks the daemon for one claim.
type registerOrder struct {
	Claim string `json:"claim"`
}

// A registeredLine is one file that the log tells of.
type registeredLine struct {
	Log    string         `json:"log"`
	Leaf   int64          `json:"leaf"`
	Time   record.Instant `json:"time"`
	Member int            `json:"member_no"`
	Part   int            `json:"part"`
	SHA256 record.Hash    `json:"sha256"`
}

func (h *holder) register(_ context.Context, claim string) (int, error) {
	if h.registrar == nil { // no daemon runs
		return newRegistrar(h.Store, h.dir).enter(claim)
	}
	return h.registrar.enter(claim)
}

func (h *holder) registered(_ context.Context, claim string) ([]registeredLine, error) {
	lines := []registeredLine{}
	pages, err := h.Registers()
	for _, p := range pages {
		for _, item := range p.Lines {
			e := item.Entry.(record.Register)
			if e.Claim != claim {
				continue
			}
			for _, it := range e.Items {
				lines = append(lines, registeredLine{p.Log, item.Leaf, e.Time, it.Member, it.Part, it.SHA256})
			}
		}
	}
	return lines, err
}
