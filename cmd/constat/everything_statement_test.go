package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"constat/report/dossier"
	"constat/store/record"
)

// saidFiles are where a provider tells what is down: a page for machines, a feed
// that never says a word, and notices that stay the same.
var saidFiles = map[string]string{
	"said.conf": `daemon off; pid $DIR/said.pid; error_log stderr; user root;
events {}
http { access_log off; charset utf-8; types { application/json json; application/atom+xml atom; text/html html; }
  server { listen 127.0.0.1:8140; root $DIR/said; } }
`,
	"said/summary.json": wellSaid,
	"said/history.atom": `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>L'Hôte</title><updated>2026-01-01T00:00:00Z</updated>
<entry><id>1</id><title>Old trouble</title><published>2020-01-01T00:00:00Z</published><updated>2020-01-01T00:00:00Z</updated>
<content type="html">&lt;p&gt;&lt;small&gt;Jan 1, 00:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - It is over.&lt;/p&gt;</content></entry></feed>
`,
	"said/notices.html": "<!doctype html><title>Avis</title><p>Aucun avis.\n",
}

const (
	wellSaid = `{"page": {"id": "h", "name": "L'Hôte", "updated_at": "2026-01-01T00:00:00Z"}, "status": {"indicator": "none", "description": "All Systems Operational"},
 "components": [{"id": "w", "name": "Web", "status": "operational"}], "incidents": [], "scheduled_maintenances": []}
`
	badlySaid = `{"page": {"id": "h", "name": "L'Hôte", "updated_at": "2026-01-02T00:00:00Z"}, "status": {"indicator": "major", "description": "Partial System Outage"},
 "components": [{"id": "w", "name": "Web", "status": "major_outage"}], "incidents": [], "scheduled_maintenances": []}
`
)

// words are when the provider said that something was wrong: from when it may
// have been read, to when it surely was to be.
type words struct {
	page   string // the file
	mu     sync.Mutex
	spoken []word
}

type word struct {
	from, to time.Time // it began between
	taken    time.Time // back; zero while it stands
}

func (s *words) say() error {
	w := word{from: time.Now()}
	err := s.write(badlySaid)
	w.to = time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spoken = append(s.spoken, w)
	return err
}

func (s *words) take() error {
	err := s.write(wellSaid)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spoken[len(s.spoken)-1].taken = time.Now()
	return err
}

func (s *words) write(text string) error {
	if err := os.WriteFile(s.page+".new", []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(s.page+".new", s.page)
}

// statements are a site of a provider, and what that provider says.
func (f *field) statements() error {
	f.words = &words{page: filepath.Join(f.dir, "said", "summary.json")}
	hosted, err := f.at("hosted", "http://$AT/", "8100")
	if err != nil {
		return err
	}
	hosted.extra = ", provider: hote"
	pages, err := openGate("127.77.3.2:80", "127.0.0.1:8140")
	if err != nil {
		return err
	}
	for _, s := range [][2]string{{"status", "summary.json"}, {"feed", "history.atom"}, {"notices", "notices.html"}} {
		w, err := f.at(s[0], "http://127.77.3.2/"+s[1], "")
		if err != nil {
			return err
		}
		w.key, w.extra, w.interval, w.timeout = "statement", ", provider: hote", f.playbill.interval/2, time.Second
		if s[0] == "notices" {
			w.extra += ", matter: notice"
		}
	}
	down := func() error { return hosted.gate.become(manner{refuse: true}) }
	up := func() error { return hosted.gate.become(manner{}) }
	shut := func() error { return pages.become(manner{refuse: true}) }
	open := func() error { return pages.become(manner{}) }
	hosted.befalls("the provider admits it late", "tcp-refused", down, stepping(up, f.words.take)).midway = f.words.say
	hosted.befalls("the provider says nothing", "tcp-refused", down, up)
	hosted.befalls("the provider's pages are away too", "tcp-refused", stepping(shut, down), stepping(up, open))
	hosted.befalls("the provider said so before", "tcp-refused", down, stepping(up, f.words.take)).ahead = f.words.say
	return nil
}

// spoken holds the silences of a dossier against what the provider said and when.
func (f *field) spoken(d *dossier.Dossier, truth []*befallen) (wrong []string) {
	known, all := 0, 0
	for _, b := range truth {
		if b.target != "hosted" || b.incident == nil {
			continue
		}
		pages := 0
		for _, s := range d.Silences {
			if s.Incident != b.incident.Number {
				continue
			}
			pages++
			if s.Result == "unknown" {
				b.unless(s.AtLeast == 0 && s.AtMost == nil, "a silence of which nothing is known lasts")
			} else {
				known++
			}
			b.unless(s.AtMost == nil || *s.AtMost >= s.AtLeast, "a silence of %v at least, %v at most", s.AtLeast, s.AtMost)
			if s.Statement == "status" {
				b.heard(s, f.words)
				b.silence = fmt.Sprintf("%s %s", s.Result, bounds(s))
				continue
			}
			b.unless(s.Result == "silent" && s.Statement == "feed" || s.Result == "unchanged" && s.Statement == "notices" || s.Result == "unknown", "%s: %s", s.Statement, s.Result)
		}
		all += pages
		b.unless(pages == 3, "%d pages of 3 are held against it", pages)
	}
	if 2*known < all {
		wrong = append(wrong, fmt.Sprintf("of %d silences %d are known", all, known))
	}
	for _, s := range d.Silences {
		if s.Target != "hosted" {
			wrong = append(wrong, s.Target+": a silence about what is no site of the provider's")
		}
	}
	return wrong
}

func bounds(s dossier.Silence) string {
	if s.AtMost == nil {
		return fmt.Sprintf("from %.1f s", float64(s.AtLeast)/1000)
	}
	return fmt.Sprintf("%.1f to %.1f s", float64(s.AtLeast)/1000, float64(*s.AtMost)/1000)
}

// heard holds the silence of the page for machines against its first word after,
// whatever that word was about.
func (b *befallen) heard(s dossier.Silence, said *words) {
	slack := everythingSlack
	if s.Result == "unknown" {
		return
	}
	for _, w := range said.spoken {
		if !w.taken.IsZero() && w.taken.Before(b.from) {
			continue
		}
		b.unless(s.Result == "admitted" || s.Result == "before" && w.from.Before(b.begun.Add(slack)), "status: %s", s.Result)
		b.unless(s.AtLeast <= dossier.Seconds(max(0, w.to.Sub(b.from)+slack).Milliseconds()), "status: silent for longer than it was")
		b.unless(s.AtMost == nil || *s.AtMost >= dossier.Seconds((w.from.Sub(b.begun)-slack).Milliseconds()), "status: silent for less than it was")
		b.unless(!s.Said.Known || s.Said.Instant >= record.At(w.from.Add(-slack)), "status: heard before it was said")
		return
	}
	b.unless(s.Result == "silent", "status: %s, and nothing was said", s.Result)
	b.unless(s.AtMost == nil, "status: a silence that never ended")
}
