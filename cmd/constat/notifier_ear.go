package main

import (
	"bytes"
	"strings"
	"sync"
	"sync/atomic"

	"constat/collector"
	"constat/report/loss"
	"constat/store/page"
	"constat/store/record"
)

// An ear hears what goes by on its way to the store, and what of it the store
// does not say again. It never holds anything up: what it cannot take in at once
// it lets go by.
type ear struct {
	on    atomic.Bool
	pages chan heardPage

	mu   sync.Mutex
	gaps []record.Gap
	last map[record.Chain]record.Hash // of bodies that were handed over
}

// A heardPage is a page that another content came from.
type heardPage struct {
	chain record.Chain
	at    record.Instant
	body  []byte
	kind  string // Content-Type
}

const maxHeard = 64 // pages and gaps that wait

func newEar() *ear {
	return &ear{pages: make(chan heardPage, maxHeard), last: map[record.Chain]record.Hash{}}
}

func (e *ear) listen(on bool) { e.on.Store(on) }

// before has the ear hear what is handed to s.
func (e *ear) before(s collector.Sink) collector.Sink { return &overheard{s, e} }

type overheard struct {
	collector.Sink
	ear *ear
}

func (o *overheard) Observe(list []record.Seen) error {
	err := o.Sink.Observe(list)
	if err == nil && o.ear.on.Load() {
		o.ear.observe(list)
	}
	return err
}

func (o *overheard) Append(entries ...record.Entry) error {
	err := o.Sink.Append(entries...)
	if err == nil && o.ear.on.Load() {
		o.ear.append(entries)
	}
	return err
}

func (e *ear) observe(list []record.Seen) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range list {
		x := s.Exchange
		if x == nil || len(x.Body) == 0 || s.Observation.Attempt != 0 || s.Answer.Status < 200 || s.Answer.Status > 299 || s.Answer.Normal == e.last[s.Chain] {
			continue
		}
		select {
		case e.pages <- heardPage{s.Chain, record.Instant(s.Observation.Round.Millis()), x.Body, contentType(x.Response)}:
			e.last[s.Chain] = s.Answer.Normal
		default: // next time
		}
	}
}

// contentType is what the head of a response says of its body.
func contentType(head []byte) string {
	for line := range bytes.Lines(head) {
		if name, value, ok := strings.Cut(string(line), ":"); ok && strings.EqualFold(name, "Content-Type") {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func (e *ear) append(entries []record.Entry) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, x := range entries {
		if g, ok := x.(record.Gap); ok && len(e.gaps) < maxHeard {
			e.gaps = append(e.gaps, g)
		}
	}
}

// missed are the gaps since the last call.
func (e *ear) missed() []record.Gap {
	e.mu.Lock()
	defer e.mu.Unlock()
	g := e.gaps
	e.gaps = nil
	return g
}

// recognise returns whose default page it is, nil for a page of its own.
func (h heardPage) recognise(c *loss.Catalogue) *loss.Known {
	return c.Recognise(record.Sum(h.body), page.Title(h.body), page.Words(page.Text(h.kind, h.body)))
}
