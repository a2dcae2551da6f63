package report

import (
	"maps"
	"math/big"
	"net/url"
	"slices"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/record"
)

// Bounds on what a failure explains, and on what must have been seen of a store to
// know what is ordinary for it.
const (
	leastFailure = record.Instant(5 * 60_000)  // how long it must have lasted
	soonAfter    = record.Instant(60 * 60_000) // how soon after it, or as long as it had lasted, the list must be
	leastSteps   = 3                           // from one list to the next
	leastRounds  = 2                           // lists in a row that failed
)

// noLists are failures of a list that whoever holds the account can have made, or
// that our own program or machine can; they explain no loss.
var noLists = []record.Fault{record.Local, record.TCPRefused, record.AddressRefused, record.Unfollowed,
	record.ListRefused, record.ListAbsent, record.ListProtocol, record.ListLimit}

// held are what is held against what went from a store, by listing that lacked it.
type held struct {
	failed   map[int]bool
	ordinary map[int]bool
	churn    map[int]dossier.Churn
	came     map[int]int64
	alike    map[string][]sighting // what other vantages lacked, by path
	twinned  func(vantages []string) bool
}

// A sighting is when another vantage last saw a file, and first lacked it.
type sighting struct {
	vantage   string
	from, end record.Instant
}

// against works out what is held against losses that steps tell of.
func (b *builder) against(n *dossier.Inventory, counted []counting, steps []loss.Step, others []witness) *held {
	h := &held{map[int]bool{}, map[int]bool{}, map[int]dossier.Churn{}, map[int]int64{}, map[string][]sighting{}, b.twinned}
	most, none := new(big.Rat), new(big.Rat)
	for _, s := range steps {
		of, at := counted[s.Listing-1].Items, s.Listing
		share := new(big.Rat)
		if of > 0 {
			share.SetFrac64(s.Left, of)
		}
		h.failed[at], h.came[at] = b.failedBefore(n, counted, at), s.Came
		h.ordinary[at] = most.Cmp(none) > 0 && share.Cmp(most) <= 0
		h.churn[at] = dossier.ChurnOf(most, at-1)
		if share.Cmp(most) > 0 {
			most = share
		}
	}
	for _, o := range others {
		if o.history == nil {
			continue
		}
		for _, g := range o.history.Gone {
			was, is := o.counted[g.LastSeen], o.counted[g.Missing]
			h.alike[g.Path] = append(h.alike[g.Path], sighting{is.Vantage, was.Time.Instant, is.Ended.Instant})
		}
	}
	return h
}

// doubts are those of one file that is gone, seen by a vantage between two instants.
func (h *held) doubts(g loss.Gone, vantage string, from, end record.Instant) (list []loss.Doubt) {
	if h == nil { // second-hand: nothing but the word of who brought it
		return nil
	}
	alike := []string{vantage}
	for _, o := range h.alike[g.Path] {
		if o.from <= end && o.end >= from {
			alike = append(alike, o.vantage)
		}
	}
	if len(alike) == 1 {
		list = append(list, loss.OneVantage)
	} else if h.twinned(alike) {
		list = append(list, loss.SameMachine)
	}
	if g.Missing <= leastSteps {
		list = append(list, loss.FewSteps)
	}
	if !h.failed[g.Missing] {
		list = append(list, loss.NoFailure)
	}
	if h.ordinary[g.Missing] {
		list = append(list, loss.Ordinary)
	}
	if g.Renewed {
		list = append(list, loss.Renewed)
	}
	return list
}

// failedBefore reports whether the store, or what else was asked of its host,
// failed directly before listing at, for a least time, in a way that neither the
// customer nor our own program can have made.
func (b *builder) failedBefore(n *dossier.Inventory, counted []counting, at int) bool {
	was, is := counted[at-1], counted[at]
	return listsFailed(n.Listings, was, is) || b.hostFailed(n, was, is)
}

// listsFailed reports whether the lists between two did.
func listsFailed(all []dossier.Listed, was, is counting) bool {
	rounds, first, last := 0, record.Instant(0), record.Instant(0)
	for _, l := range all {
		if l.Time.Instant < was.Ended.Instant || l.Ended.Instant > is.Time.Instant || l.Proof == was.Proof {
			continue
		}
		if l.Fault == "" || l.Late || l.Absent || slices.Contains(noLists, record.Fault(l.Fault)) {
			rounds = 0
			continue
		}
		if rounds++; rounds == 1 {
			first = l.Time.Instant
		}
		last = l.Ended.Instant
	}
	return rounds >= leastRounds && explains(first, last, is.Time.Instant)
}

// explains reports whether a failure from first to last says why a list begun at
// then lacks what was there.
func explains(first, last, then record.Instant) bool {
	return last-first >= leastFailure && then-last <= max(soonAfter, last-first)
}

// hostFailed reports whether an incident of the same host and provider lies
// between two listings.
func (b *builder) hostFailed(n *dossier.Inventory, was, is counting) bool {
	host := hostOf(n.Question)
	return host != "" && slices.ContainsFunc(b.d.Incidents, func(x dossier.Incident) bool {
		if x.Provider != n.Provider || x.FirstBad.Instant < was.Time.Instant || x.LastBad.Instant > is.Ended.Instant || !explains(x.FirstBad.Instant, x.LastBad.Instant, is.Time.Instant) {
			return false
		}
		if x.Cause == string(record.TCPRefused) || slices.Contains(b.opt.Method.MayBeOwn, incident.Cause(x.Cause)) {
			return false
		}
		return slices.ContainsFunc(b.d.Targets, func(t dossier.Target) bool { return t.ID == x.TargetID && hostOf(t.Question) == host })
	})
}

// hostOf is the host that a question is put to, by name; empty for none.
func hostOf(q record.Question) string {
	u, err := url.Parse(q.URL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// fell is what is held against a fall of a count, at reading i, to left.
func (b *builder) fell(n *dossier.Inventory, counted []counting, i int, left int64, others []counting) (list []loss.Doubt) {
	was, next := counted[i-1], counted[i+1]
	seers := []string{was.Vantage}
	for _, o := range others {
		if o.Items*2 < was.Items && o.Ended.Instant >= was.Time.Instant && o.Time.Instant <= next.Ended.Instant {
			seers = append(seers, o.Vantage)
		}
	}
	if len(seers) == 1 {
		list = append(list, loss.OneVantage)
	} else if b.twinned(seers) {
		list = append(list, loss.SameMachine)
	}
	if i <= leastSteps {
		list = append(list, loss.FewSteps)
	}
	if !b.failedBefore(n, counted, i) {
		list = append(list, loss.NoFailure)
	}
	if fallen(counted[:i], was.Items-left, left) {
		list = append(list, loss.Ordinary)
	}
	return list
}

// fallen reports whether counts had fallen before, by as much or as low.
func fallen(counted []counting, by, to int64) bool {
	peak := int64(0)
	for _, c := range counted {
		if peak = max(peak, c.Items); c.Items < peak && (peak-c.Items >= by || c.Items <= to) {
			return true
		}
	}
	return false
}

// ofLists adds to the sum w of what is gone what came in the same lists, and
// what was ordinary before the first of them.
func (m missed) ofLists(w *dossier.Loss) {
	at := map[int]bool{}
	for _, g := range m.gone {
		at[g.Missing] = true
		if g.Renewed {
			w.Renewed++
		}
	}
	list := slices.Sorted(maps.Keys(at))
	w.Lists = int64(len(list))
	if m.held == nil {
		return
	}
	for _, i := range list {
		w.Came += m.held.came[i]
	}
	w.Churn = m.held.churn[list[0]]
}
