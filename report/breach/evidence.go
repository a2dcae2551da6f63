package breach

import (
	"cmp"
	"slices"

	"constat/report/dossier"
	"constat/store/record"
)

// Evidence is what the verified dossier shows of the incident, for the targets
// of one controller.
type Evidence struct {
	Files     []dossier.File `json:"files"` // the bundles it was read from
	Incidents []Seen         `json:"incidents"`
	Losses    []Lost         `json:"losses"`
	Began     Bracket        `json:"began"`    // of the earliest of them
	Ended     Bracket        `json:"ended"`    // of the one that ended last; null while one is open
	Open      bool           `json:"open"`     // one had not ended
	NotBack   bool           `json:"not_back"` // something lost was not back by the end of the period
	Answered  bool           `json:"answered"` // its targets were watched and answered throughout the declared period
}

// A Bracket holds an instant that nobody saw: it lies after After and by By.
type Bracket struct {
	After dossier.Time `json:"after"`
	By    dossier.Time `json:"by"`
}

// Seen is one incident of the dossier.
type Seen struct {
	Number    int             `json:"number"` // in the dossier
	Target    string          `json:"target"`
	Began     Bracket         `json:"began"`
	Ended     Bracket         `json:"ended"`
	AtLeast   dossier.Seconds `json:"at_least_s"`
	AtMost    dossier.Seconds `json:"at_most_s"`
	Cause     string          `json:"cause"`
	Status    []int           `json:"status"`
	Confirmed bool            `json:"confirmed"` // by as many vantages as the quorum asks
	Voluntary string          `json:"voluntary"` // of the time in which the service was closed on purpose: none, part, whole
	Review    []string        `json:"review"`
	NotBefore dossier.Time    `json:"not_before"` // of the record, by authorities
	NotAfter  dossier.Time    `json:"not_after"`
	Leaves    []dossier.Ref   `json:"leaves"`
}

// Lost is what listings and pages no longer held, in one bracket.
type Lost struct {
	Target     string        `json:"target"`
	State      string        `json:"state"`
	Files      int64         `json:"files"` // 0 for a page or a site as a whole
	Bracket    Bracket       `json:"bracket"`
	Back       int64         `json:"back"`     // of files, restored since
	Restored   dossier.Time  `json:"restored"` // of a page or a target as a whole; null while it is not
	SecondHand bool          `json:"second_hand"`
	Review     []string      `json:"review"`
	Leaves     []dossier.Ref `json:"leaves"` // of the first
}

// The parts of an incident in which a service was closed on purpose.
const (
	None  = "none"
	Part  = "part"
	Whole = "whole"
)

// evidenceOf reads d for the targets of c. It returns nothing where several
// controllers share a file and nobody said whose targets are whose.
func evidenceOf(f *File, c Controller, d *dossier.Dossier) Evidence {
	e := Evidence{Files: []dossier.File{}, Incidents: []Seen{}, Losses: []Lost{}}
	if d == nil {
		return e
	}
	e.Files = append(e.Files, d.Files...)
	names := c.Targets
	if len(names) == 0 {
		names = f.Shown.Targets
	}
	if len(names) == 0 && len(f.Controllers) > 1 {
		return e
	}
	mine := func(target, site string, id record.Hash) bool {
		return len(names) == 0 || slices.Contains(names, target) || slices.Contains(names, site) || slices.Contains(names, id.String())
	}
	for n, list := range [][]dossier.Incident{d.Incidents, d.Unconfirmed} {
		for _, i := range list {
			if mine(i.Target, i.Site, i.TargetID) && f.Shown.holds(i.FirstBad.Instant, max(i.LastBad.Instant, i.FirstGood.Instant)) {
				e.Incidents = append(e.Incidents, seen(i, n == 0, c.Stop))
			}
		}
	}
	for _, l := range d.Losses {
		if mine(l.Target, l.Site, l.TargetID) && f.Shown.holds(l.FirstMissing.Instant, l.FirstMissing.Instant) {
			e.lose(l)
		}
	}
	slices.SortStableFunc(e.Incidents, func(a, b Seen) int { return cmp.Compare(a.Began.By.Instant, b.Began.By.Instant) })
	e.bracket(c.Stop)
	e.Answered = answered(c, d, mine)
	return e
}

// holds reports whether a stretch touches the part of the dossier that is meant.
func (s Shown) holds(from, to record.Instant) bool {
	return (s.To == 0 || from < s.To) && max(from, to) >= s.From
}

func seen(i dossier.Incident, confirmed bool, stop *Stop) Seen {
	s := Seen{Number: i.Number, Target: i.Target, Began: Bracket{i.LastGood, i.FirstBad}, Ended: Bracket{i.LastBad, i.FirstGood}, AtLeast: i.AtLeast, AtMost: i.AtMost, Cause: i.Cause,
		Status: append([]int{}, i.Status...), Confirmed: confirmed, Review: append([]string{}, i.Review...), NotBefore: i.NotBefore, NotAfter: i.NotAfter, Leaves: append([]dossier.Ref{}, i.Leaves...)}
	s.Voluntary = stop.covers(i)
	return s
}

// covers tells how much of an incident lies in a closing on purpose. A failure
// after the closing began is the closing's until the service was opened again.
func (s *Stop) covers(i dossier.Incident) string {
	last := i.LastBad.Instant
	switch {
	case s == nil || last < s.From || s.To != 0 && i.FirstBad.Instant > s.To:
		return None
	case i.FirstBad.Instant >= s.From && (s.To == 0 || last <= s.To):
		return Whole
	}
	return Part
}

func (e *Evidence) lose(l dossier.Loss) {
	b := Bracket{l.LastSeen, l.FirstMissing}
	n := slices.IndexFunc(e.Losses, func(o Lost) bool {
		return o.Target == l.Target && o.State == l.State && o.Bracket == b && o.SecondHand == l.SecondHand
	})
	if n < 0 {
		n = len(e.Losses)
		e.Losses = append(e.Losses, Lost{Target: l.Target, State: l.State, Bracket: b, SecondHand: l.SecondHand, Review: append([]string{}, l.Review...), Leaves: append([]dossier.Ref{}, l.Leaves...)})
	}
	if l.State != "gone" {
		e.Losses[n].Restored = l.Restored
		return // of a page or a target as a whole, of which the files have rows of their own
	}
	e.Losses[n].Files++
	if l.Restored.Known {
		e.Losses[n].Back++
	}
}

// bracket holds when it began and ended: by what was confirmed where there is
// such, never by what was closed on purpose or is second-hand.
func (e *Evidence) bracket(stop *Stop) {
	any := slices.ContainsFunc(e.Incidents, func(s Seen) bool { return s.Confirmed && s.Voluntary != Whole })
	begin := func(b Bracket) {
		if b.By.Known && (!e.Began.By.Known || b.By.Instant < e.Began.By.Instant) {
			e.Began = b
		}
	}
	for _, s := range e.Incidents {
		if s.Voluntary == Whole || any && !s.Confirmed || s.Voluntary == Part && s.Began.By.Instant >= stop.From {
			continue
		}
		begin(s.Began)
		if !s.Ended.By.Known {
			e.Open = true
		}
		if !e.Ended.After.Known || s.Ended.After.Instant > e.Ended.After.Instant {
			e.Ended = s.Ended
		}
	}
	for _, l := range e.Losses {
		if !l.SecondHand {
			begin(l.Bracket)
			e.NotBack = e.NotBack || l.missing()
		}
	}
	if e.Open {
		e.Ended = Bracket{}
	}
}

// missing reports whether some of it is not back.
func (l Lost) missing() bool { return !l.Restored.Known && (l.Files == 0 || l.Back < l.Files) }
