package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"constat/collector"
	"constat/report/contract"
	"constat/report/incident"
	"constat/store/record"
)

// outagesName is the file beside the store in which the daemon remembers when
// targets under contract did not answer, so that status can say by when to ask.
// It is a reminder and no evidence: the log alone is.
const (
	outagesName = "outages.json"
	maxOutages  = 10_000
	remembered  = 400 * 24 * time.Hour
	unknownFor  = 15 * time.Minute // after which an outage of which nothing is known goes on no more
	savedEvery  = 5 * time.Minute  // that an outage goes on
)

// An outage is one as this vantage alone saw it.
type outage struct {
	Target   string         `json:"target"`
	Site     string         `json:"site"`
	Provider string         `json:"provider"`
	From     record.Instant `json:"from"`
	To       record.Instant `json:"to"`  // 0 while it goes on
	Bad      record.Instant `json:"bad"` // the newest bad answer, or a little before
}

// readOutages reads what a daemon remembered; none where there is no file.
func readOutages(path string) (list []outage, err error) {
	text, err := readWithin(path, 4<<20)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil {
		return nil, fmt.Errorf("read outages: %w", err)
	}
	return list, nil
}

// A reminder remembers the outages of targets under contract. What it cannot
// write is lost as a reminder only.
type reminder struct {
	collector.Sink
	path    string
	log     *slog.Logger
	targets map[record.Chain]record.Target
	all     []*contract.Contract

	mu   sync.Mutex
	list []outage
}

// remind returns the sink to hand answers to: s itself where no contract covers
// a target.
func remind(s collector.Sink, dir string, log *slog.Logger, all []*contract.Contract, targets []record.Watched) collector.Sink {
	r := &reminder{Sink: s, path: filepath.Join(dir, outagesName), log: log, targets: map[record.Chain]record.Target{}, all: all}
	for _, t := range targets {
		o := outage{Target: t.Name, Site: t.Site, Provider: t.Provider}
		if !t.Control && slices.ContainsFunc(all, func(c *contract.Contract) bool { return covered(c, o) }) {
			r.targets[t.Chain] = t.Target
		}
	}
	var err error
	if r.list, err = readOutages(r.path); err != nil {
		log.Warn("outages remembered before cannot be read", "err", err)
	}
	if r.leave() {
		r.save()
	}
	if len(r.targets) == 0 {
		return s
	}
	return r
}

// leave ends what goes on of targets that are watched no more.
func (r *reminder) leave() (changed bool) {
	watched := map[string]bool{}
	for _, t := range r.targets {
		watched[t.Name] = true
	}
	for i, o := range r.list {
		if o.To == 0 && !watched[o.Target] {
			r.list[i].To, changed = o.end(), true
		}
	}
	return changed
}

// end is when an outage of which nothing more is known was last seen.
func (o outage) end() record.Instant { return max(o.Bad, o.From+1) }

// Observe keeps the answers first, and then looks at them.
func (r *reminder) Observe(list []record.Seen) error {
	if err := r.Sink.Observe(list); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	changed := false
	for _, s := range list {
		if t, ok := r.targets[s.Chain]; ok {
			changed = r.take(t, s) || changed
		}
	}
	if changed {
		r.save()
	}
	return nil
}

// take begins or ends an outage with an answer. What is neither good nor bad
// does neither at first; where nothing else comes for a while, the outage ended
// with what was last seen of it, as far as anybody knows.
func (r *reminder) take(t record.Target, s record.Seen) bool {
	verdict, _ := incident.Standard().Judge(t.Question, s.Observation, s.Answer)
	at := record.Instant(s.Observation.Round.Millis())
	open := slices.IndexFunc(r.list, func(o outage) bool { return o.Target == t.Name && o.To == 0 })
	switch {
	case verdict == incident.Bad && open < 0 && s.Observation.Attempt == 0:
		o := outage{Target: t.Name, Site: t.Site, Provider: t.Provider, From: at, Bad: at}
		r.list = append(r.list, o)
		r.warn(o)
	case verdict == incident.Bad && open >= 0:
		if at-r.list[open].Bad < record.Instant(savedEvery.Milliseconds()) {
			return false
		}
		r.list[open].Bad = at
	case verdict == incident.Unknown && open >= 0 && at-r.list[open].Bad >= record.Instant(unknownFor.Milliseconds()):
		r.list[open].To = r.list[open].end()
	case verdict == incident.Good && open >= 0:
		r.list[open].To = max(at, r.list[open].From+1)
	default:
		return false
	}
	return true
}

// warn says at once where a clock waits for a ticket.
func (r *reminder) warn(o outage) {
	for _, c := range r.all {
		if clock := c.Rule.Clock; covered(c, o) && (clock == "ticket_opened" || clock == "customer_report") {
			r.log.Warn("open a ticket now: under the contract time counts only from then", "contract", c.Name, "provider", o.Provider, "target", o.Target, "since", o.From.Time())
		}
	}
}

// warned are the last days that were said to be near, with how near.
type warned map[string]int

// deadlines warns of last days to ask: seven days before and one day before.
func (w warned) deadlines(log *slog.Logger, list []statusClaim) {
	for _, k := range list {
		days, near := k.near()
		key := k.Contract + " " + k.ClaimDay
		if before, said := w[key]; near && (!said || before > days) {
			w[key] = days
			log.Warn("the last day to ask under a contract is near", "contract", k.Contract, "targets", k.Targets, "claim_by", k.ClaimDay, "days_left", k.Days)
		}
	}
}

// near says whether a last day to ask is near: one day, or seven.
func (k statusClaim) near() (days int, near bool) {
	if k.ClaimBy == nil {
		return 0, false
	}
	for _, days := range []int{1, soon} {
		if k.Days <= days {
			return days, true
		}
	}
	return 0, false
}

func (r *reminder) save() {
	if n := len(r.list); n > 0 {
		newest := r.list[n-1].From
		r.list = slices.DeleteFunc(r.list, func(o outage) bool { return newest-o.From > record.Instant(remembered.Milliseconds()) })
	}
	r.list = r.list[max(0, len(r.list)-maxOutages):]
	text, err := json.Marshal(r.list)
	if err == nil {
		err = writeWhole(r.path, append(text, '\n'), true)
	}
	if err != nil {
		r.log.Warn("an outage is not remembered for its contract", "err", err)
	}
}
