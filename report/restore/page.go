package restore

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// A taken capture, with the log that holds it.
type taken struct {
	record.Capture
	log  *bundle.Log
	leaf int64
}

// page takes the content of one target, and what its page needs.
func (h *Holdings) page(s *source, d *dossier.Dossier) error {
	c := Choice{Target: s.name, Vantage: s.vantage, Address: s.newest().Question.URL, Why: Nothing}
	all := s.captures()
	if got, ok := h.choose(all, stateOf(d, s), &c); ok {
		w, err := capture(got.log, got.File)
		if err != nil {
			return err
		}
		u, err := url.Parse(w.URI)
		if err != nil {
			return err
		}
		if asked, err := url.Parse(c.Address); err == nil && keyOf(asked) != keyOf(u) {
			h.leads[keyOf(asked)] = keyOf(u)
		}
		led := ""
		if asked, err := url.Parse(c.Address); err == nil && strings.TrimPrefix(asked.Hostname(), "www.") != strings.TrimPrefix(u.Hostname(), "www.") {
			led = c.Address
		}
		c.Address = keyOf(u)
		c.Taken = got.Time
		c.Stood = max(c.Stood, c.Taken)
		h.add(&Item{URL: c.Address, Kind: Page, Target: s.name, Taken: got.Time, Stood: c.Stood, Body: got.Body, Size: got.Size, Cut: got.Cut,
			Led: led, Origin: got.log.Origin, Leaf: got.leaf, log: got.log, file: got.File, kept: got.Kept})
		if err := h.requisites(s, got, c); err != nil {
			return err
		}
	}
	h.Choices = append(h.Choices, c)
	return nil
}

// captures are all contents of a target that may be given back, in order of time.
func (s *source) captures() (out []taken) {
	seen := map[record.Hash]bool{}
	for _, p := range s.parts {
		for _, item := range p.target.Captures {
			c := item.Entry.(record.Capture)
			if c.Reason == "failure" || c.Status != 200 || seen[c.File] {
				continue
			}
			seen[c.File] = true
			out = append(out, taken{c, p.log, item.Leaf})
		}
	}
	slices.SortStableFunc(out, func(a, b taken) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.log.Origin, b.log.Origin), cmp.Compare(a.leaf, b.leaf))
	})
	return out
}

// stateOf returns what the dossier says became of a target's page.
func stateOf(d *dossier.Dossier, s *source) (states []dossier.PageState) {
	newest := record.Instant(0)
	for _, p := range d.Pages {
		if now, ok := p.Now(); ok && p.Vantage == s.vantage && p.Target == s.name && now.To.Instant >= newest {
			newest, states = now.To.Instant, p.States
		}
	}
	return states
}

func own(s dossier.PageState) bool { return s.State == "unchanged" || s.State == "edited" }

// lost reports whether the page's own content does not stand in a state.
func lost(s dossier.PageState) bool { return !own(s) && s.State != "unknown" }

// choose picks a capture, and says why.
func (h *Holdings) choose(all []taken, states []dossier.PageState, c *Choice) (got taken, ok bool) {
	if h.At != 0 {
		c.Why = Asked
		return last(all, func(x taken) bool { return x.Time <= h.At })
	}
	i := len(states) - 1
	for i >= 0 && !own(states[i]) {
		i--
	}
	if i < 0 {
		c.Why = Unjudged
		return last(all, func(taken) bool { return true })
	}
	c.Why, c.Stood = Newest, states[i].To.Instant
	after := states[i+1:]
	if gone := slices.IndexFunc(after, lost); gone >= 0 {
		c.Why, c.Lost, c.State = BeforeLoss, after[gone].From.Instant, after[gone].State
	}
	return last(all, func(x taken) bool {
		// An answer begins to arrive within a second of its question.
		return x.Time <= states[i].To.Instant+1000 && (len(after) == 0 || x.Body != after[0].Content.SHA256)
	})
}

func last(all []taken, may func(taken) bool) (got taken, ok bool) {
	for _, x := range slices.Backward(all) {
		if may(x) {
			return x, true
		}
	}
	return got, false
}

// requisites takes what was kept to show a capture again; where nothing was kept
// with it, what was kept last before the state ended.
func (h *Holdings) requisites(s *source, got taken, c Choice) error {
	var best *bundle.Furnishing
	var log *bundle.Log
	for _, p := range s.parts {
		for f := range p.target.Furnishings() {
			same := f.Capture == got.File
			switch {
			case best != nil && best.Capture == got.File,
				!same && f.Time > max(c.Stood, h.At)+1000,
				!same && best != nil && best.Time >= f.Time:
				continue
			}
			best, log = &f, p.log
		}
	}
	if best == nil {
		return nil
	}
	for _, p := range best.Parts {
		w, err := capture(log, p.File)
		if err != nil {
			return err
		}
		u, err := url.Parse(p.URL)
		if err != nil {
			continue
		}
		address := keyOf(u)
		if to, err := u.Parse(fieldsOf(w.Response).Get("Location")); p.Status/100 == 3 && err == nil {
			h.leads[address] = keyOf(to)
		}
		if p.Status != 200 {
			h.answers[address] = p.Status
			continue
		}
		h.add(&Item{URL: address, Kind: Requisite, Target: s.name, Taken: p.Time, Stood: p.Time, Body: p.Body, Size: p.Size, Older: best.Capture != got.File,
			Origin: log.Origin, Leaf: best.Leaf, log: log, file: p.File, kept: p.Kept})
	}
	return nil
}
