package notify

import (
	"slices"
	"time"

	"constat/store/record"
)

// What keeps a bad night from becoming a flood.
const (
	spacing  = 5 * time.Minute // between two messages of one kind about one provider
	settle   = time.Minute     // that an end must have lasted, or After where that is less
	maxKept  = 10_000          // things remembered for one destination
	firstTry = 30 * time.Second
	lastTry  = time.Hour // between two tries
)

// A Kept is a concern that a ledger remembers.
type Kept struct {
	Concern
	Due  bool `json:"due,omitempty"`  // it lasted long enough
	Told bool `json:"told,omitempty"` // that it began
}

// A Failure is a destination that took nothing.
type Failure struct {
	Since record.Instant `json:"since"`
	Tries int            `json:"tries"`
	Why   string         `json:"why"`  // of Whys
	Next  record.Instant `json:"next"` // when it is tried again
}

// A Ledger remembers what one destination was told.
type Ledger struct {
	Kept      []*Kept                   `json:"kept"`
	Sent      map[string]record.Instant `json:"sent"`      // by kind of message: the newest
	Delivered record.Instant            `json:"delivered"` // the newest of all, 0 for none
	Failing   *Failure                  `json:"failing"`
	Left      int64                     `json:"left"` // things nobody was told of, because there were too many
}

// Look takes in what is so now. It reports whether anything changed.
func (l *Ledger) Look(d Destination, p Present) (changed bool) {
	known := map[string]*Kept{}
	for _, k := range l.Kept {
		known[k.Key] = k
	}
	on := map[string]bool{}
	for _, c := range p.Concerns {
		if !d.Wants(c.About) {
			continue
		}
		on[c.Key] = true
		k := known[c.Key]
		switch {
		case k == nil && len(l.Kept) >= maxKept:
			l.Left++
			continue
		case k == nil:
			k = &Kept{Concern: c}
			known[c.Key], l.Kept, changed = k, append(l.Kept, k), true
		case k.Event && k.Told: // it happened again
			k.Concern, k.Told, changed = c, false, true
		default:
			c.Since = min(c.Since, k.Since)
			changed = changed || k.Until != 0
			k.Concern = c
		}
		changed = k.ripen(d, p.Time) || changed
	}
	before := len(l.Kept)
	l.Kept = slices.DeleteFunc(l.Kept, func(k *Kept) bool { return !on[k.Key] && l.over(k, d, p, &changed) })
	return l.gather(d, p.Time) || changed || len(l.Kept) != before
}

// ripen makes a concern due once it lasted.
func (k *Kept) ripen(d Destination, now record.Instant) bool {
	if k.Due || !k.patient() || now-k.Since >= record.Instant(d.After.Milliseconds()) {
		was := k.Due
		k.Due = true
		return !was
	}
	return false
}

// patient says of what one waits whether it goes away by itself.
func (k *Kept) patient() bool { return !k.Event && (k.About != Deadline || k.Kind == "ticket") }

// over says whether a thing that is so no more can be forgotten.
func (l *Ledger) over(k *Kept, d Destination, p Present, changed *bool) bool {
	ended, known := p.Ended[k.Key]
	switch {
	case p.Dropped != nil && p.Dropped(k.Key):
		return true
	case k.Event:
		return k.Told
	case k.Until != 0: // its end is not told yet
		return false
	case !known:
		return false
	case k.Quiet || !k.Due && !k.Told || !d.Wants(endOf(k.About)):
		return true
	}
	k.Until, *changed = max(ended, k.Since+1), true
	return false
}

// endOf is what the end of a thing is about.
func endOf(about string) string {
	if about == Down || about == Loss {
		return Up
	}
	return about
}

// gather makes due what began with something that is: of half its age at least,
// so that forty sites of one provider are one message.
func (l *Ledger) gather(d Destination, now record.Instant) (changed bool) {
	ripe := map[string]bool{}
	for _, k := range l.Kept {
		ripe[k.group()] = ripe[k.group()] || k.Due && !k.Told
	}
	for _, k := range l.Kept {
		if !k.Due && ripe[k.group()] && now-k.Since >= record.Instant(d.After.Milliseconds()/2) {
			k.Due, changed = true, true
		}
	}
	return changed
}

// group names what is told in one message: of each kind, what one provider is
// concerned with.
func (k *Kept) group() string {
	switch k.About {
	case Deadline:
		return k.About + " " + k.Kind
	case Evidence:
		return k.About
	}
	return k.About + " " + k.Provider
}

// A Message is what is told at once.
type Message struct {
	About    string // of Abouts, by what it tells
	End      bool   // that it is so no more
	Concerns []Concern
	key      string
}

// Next returns what is to be told now, nil for nothing.
func (l *Ledger) Next(d Destination, now record.Instant) *Message {
	if l.Failing != nil && now < l.Failing.Next {
		return nil
	}
	for _, k := range l.Kept {
		if !k.ready(d, now) || now-l.Sent[k.key()] < record.Instant(spacing.Milliseconds()) && l.Sent[k.key()] != 0 {
			continue
		}
		return l.message(k)
	}
	return nil
}

// ready says whether the beginning or the end of k is to be told.
func (k *Kept) ready(d Destination, now record.Instant) bool {
	if k.ended() {
		return now-k.Until >= record.Instant(min(settle, d.After).Milliseconds())
	}
	return k.Due && !k.Told
}

// ended says whether its end is to be told: of what happened once, there is none.
func (k *Kept) ended() bool { return k.Until != 0 && !k.Event }

func (k *Kept) key() string {
	if k.ended() {
		return k.group() + " end"
	}
	return k.group()
}

// message takes all that goes along with k.
func (l *Ledger) message(k *Kept) *Message {
	m := &Message{About: k.About, End: k.ended(), key: k.key()}
	for _, o := range l.Kept {
		if o.key() == m.key && (o.ended() || o.Due && !o.Told) {
			m.Concerns = append(m.Concerns, o.Concern)
		}
	}
	return m
}

// Took notes that m arrived.
func (l *Ledger) Took(m *Message, now record.Instant) {
	if l.Sent == nil {
		l.Sent = map[string]record.Instant{}
	}
	for key, at := range l.Sent {
		if now-at > record.Instant(spacing.Milliseconds()) {
			delete(l.Sent, key)
		}
	}
	l.Sent[m.key], l.Delivered, l.Failing = now, now, nil
	told := map[string]record.Instant{}
	for _, c := range m.Concerns {
		told[c.Key] = c.Until
	}
	l.Kept = slices.DeleteFunc(l.Kept, func(k *Kept) bool {
		until, ok := told[k.Key]
		k.Told = k.Told || ok
		return ok && until != 0 && until == k.Until
	})
}

// Refused notes that nothing arrived, and why: it is tried again, ever later, an
// hour apart at the most.
func (l *Ledger) Refused(why string, now record.Instant) {
	if l.Failing == nil {
		l.Failing = &Failure{Since: now}
	}
	wait := lastTry
	if n := l.Failing.Tries; n < 7 {
		wait = min(lastTry, firstTry<<n)
	}
	l.Failing.Tries, l.Failing.Why, l.Failing.Next = l.Failing.Tries+1, why, now+record.Instant(wait.Milliseconds())
}
