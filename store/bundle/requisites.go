package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strings"

	"constat/store/record"
	"constat/store/warc"
)

// Furnishing are the requisites of one state of a page, with their place in the log.
type Furnishing struct {
	record.Requisites
	Definition *Definition // in force when they were kept
	Leaf       int64
	Timely     bool // its times go with its round, that they may be long after, and with the checkpoints around it
}

// Furnishings yields the requisites of t's states in the order of the log.
func (t *Target) Furnishings() iter.Seq[Furnishing] {
	return func(yield func(Furnishing) bool) {
		for _, item := range t.Requisites {
			r := item.Entry.(record.Requisites)
			timely := r.Time >= record.Instant(r.Round.Millis())-timelyBy && t.timely(item.Leaf, r.Time, r.Ended)
			if !yield(Furnishing{r, t.inForce(item.Leaf), item.Leaf, timely}) {
				return
			}
		}
	}
}

// furnished checks requisites against the questions, the captures that they
// belong to, and their files.
func (v *verifier) furnished() bool {
	n := 0
	for _, t := range v.account.Targets {
		for i, item := range t.Requisites {
			r := item.Entry.(record.Requisites)
			err := t.furnishes(v.disclosure.Base, i, item, r)
			for _, p := range r.Parts {
				if err == nil {
					err = v.part(t.inForce(item.Leaf).Question.URL, p)
				}
			}
			if err != nil {
				return v.try(Integrity, "requisites", fmt.Errorf("leaf %d: %w", item.Leaf, err), Words{})
			}
			n += len(r.Parts)
		}
	}
	if n > 0 {
		v.add(Integrity, "requisites", OK, some(n, Words{},
			Words{"1 élément d’une page conservée, sous son empreinte", "1 requisite of a kept page, under its digest"},
			Words{"%d éléments de pages conservées, chacun sous son empreinte", "%d requisites of kept pages, each under its digest"}))
	}
	return true
}

// furnishes checks requisites against the newest capture before them. Where one
// leaf stands before base alone, the other may not be shown.
func (t *Target) furnishes(base int64, i int, item Item, r record.Requisites) error {
	d := t.inForce(item.Leaf)
	switch {
	case d == nil || d.Control || d.Question.Kind != "http" || d.Question.Auth != "":
		return errors.New("requisites of what is no page, or no open one")
	case i > 0 && t.Requisites[i-1].Entry.(record.Requisites).Round >= r.Round:
		return fmt.Errorf("round %d does not come after the one before", r.Round)
	}
	at, found := slices.BinarySearchFunc(t.Captures, item.Leaf, func(c Item, leaf int64) int { return int(c.Leaf - leaf) })
	if found || at == 0 {
		if item.Leaf <= base {
			return nil
		}
		return errors.New("requisites before any page was kept")
	}
	c := t.Captures[at-1].Entry.(record.Capture)
	if c.Round != r.Round || c.File != r.Capture || c.Reason == "failure" {
		return fmt.Errorf("they are not of the newest capture before them, of leaf %d", t.Captures[at-1].Leaf)
	}
	return nil
}

// part checks one requisite against its file: what was asked, of whom, and what
// came.
func (v *verifier) part(page string, p record.Part) error {
	w, err := v.exchange(record.Capture{Time: p.Time, Status: p.Status, Body: p.Body, Size: p.Size, File: p.File, Kept: p.Kept})
	if err != nil {
		return err
	}
	u, err := url.Parse(p.URL)
	if err != nil {
		return err
	}
	home, err := url.Parse(page)
	switch {
	case err != nil:
		return err
	case w.URI != warc.Address(p.URL):
		return fmt.Errorf("capture %v is of another address than %s", p.File, p.URL)
	case !w.Peer.IsValid() || (hostPort(u) != hostPort(home) || !record.Outright(u.Hostname())) && !record.Public(w.Peer.Addr()):
		return fmt.Errorf("%s was asked at %v, which is neither the page's own nor public", p.URL, w.Peer)
	}
	return plainly(u, w.Request, plainFields)
}

// plainly checks that a request asks for u, and carries nothing that names or
// lets in the one who asks.
func plainly(u *url.URL, request []byte, fields []string) error {
	head, ok := bytes.CutSuffix(request, []byte("\r\n\r\n"))
	lines := strings.Split(string(head), "\r\n")
	if !ok || lines[0] != "GET "+u.RequestURI()+" HTTP/1.1" {
		return fmt.Errorf("the request for %s is %.100q", u, lines[0])
	}
	for i, l := range lines[1:] {
		name, value, _ := strings.Cut(l, ": ")
		if i >= len(fields) || name != fields[i] || name == "Host" && value != u.Host || name == "Accept-Encoding" && value != "identity" {
			return fmt.Errorf("the request for %s has a field %.100q", u, name)
		}
	}
	if len(lines)-1 != len(fields) {
		return fmt.Errorf("the request for %s lacks a field", u)
	}
	return nil
}

var plainFields = []string{"Accept", "Accept-Encoding", "Host", "User-Agent"}

// hostPort is whom an address asks.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return strings.ToLower(u.Hostname()) + " " + port
}
