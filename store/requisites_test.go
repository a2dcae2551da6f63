package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// named is a page's style sheet and picture, asked for in minute n.
func named(w record.Watched, n int, style string) (record.Requisites, []record.Exchange) {
	at := noon.Add(time.Duration(n)*time.Minute + time.Second)
	host := strings.TrimSuffix(strings.TrimPrefix(w.Question.URL, "https://"), "/")
	r := record.Requisites{Link: record.Link{Chain: w.Chain}, Time: record.At(at), Ended: record.At(at) + 900, Round: seen(w, n, "good").Observation.Round, Left: 1}
	var list []record.Exchange
	for i, body := range []string{style, "picture"} {
		x := record.Exchange{URL: fmt.Sprintf("https://%s/%d", host, i), Time: at, Peer: seen(w, n, "good").Answer.Peer, Body: []byte(body), Response: []byte("HTTP/1.1 200 OK\r\n\r\n"),
			Request: fmt.Appendf(nil, "GET /%d HTTP/1.1\r\nAccept: */*\r\nAccept-Encoding: identity\r\nHost: %s\r\nUser-Agent: constat\r\n\r\n", i, host)}
		list = append(list, x)
		r.Parts = append(r.Parts, record.Part{URL: x.URL, Time: record.At(at), Status: 200})
	}
	return r, list
}

func TestRequisitesAreKeptAndCarried(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("shop"), target("blog"))
	furnish := func(n int, style string, refused bool) {
		t.Helper()
		r, list := named(w[0], n, style)
		if err := s.Requisites(r, list); errors.Is(err, record.ErrRefused) != refused || (err == nil) == refused {
			t.Fatal(err)
		}
	}
	wanted := func(n int, body string) bool {
		t.Helper()
		x := seen(w[0], n, body)
		round, err := s.Unfurnished(w[0].Chain, x.Observation.Round, x.Answer.Normal)
		if err != nil {
			t.Fatal(err)
		}
		return round != 0
	}
	if _, err := s.Unfurnished(w[0].Chain, seen(w[0], 1, "good").Observation.Round, record.Hash{}); !errors.Is(err, record.ErrRefused) {
		t.Errorf("before the answer: %v", err)
	}
	furnish(1, "a", true)
	observe(t, s, seen(w[0], 1, "good"), seen(w[0], 2, "good"))
	if !wanted(2, "good") || wanted(2, "other") {
		t.Error("the requisites of the content that stands are wanted, and no others")
	}
	furnish(2, "a", true)
	furnish(1, "a", false)
	if wanted(2, "good") {
		t.Error("they are wanted twice")
	}
	furnish(1, "a", true)
	sealAt(t, s, 3)
	observe(t, s, seen(w[0], 4, "better"), seen(w[1], 4, "good"))
	furnish(4, "b", false) // the picture is as before
	observe(t, s, seen(w[0], 5, ""))
	furnish(5, "b", true)
	sealAt(t, s, 6)
	check(t, s)
	later := Query{From: record.At(noon.Add(210 * time.Second)), Show: func(t record.Target) bool { return t.Name == "shop" }}
	for _, q := range []Query{{}, later} {
		b := verify(t, s, export(t, s, q))
		n, kept := 0, 0
		for _, target := range b.Logs[0].Targets {
			for r := range target.Furnishings() {
				n++
				for _, p := range r.Parts {
					if _, err := b.Logs[0].Capture(p.File); err != nil {
						t.Error(err)
					}
					if !p.Kept.IsZero() {
						kept++
					}
				}
			}
		}
		if n != 2 || kept != 1 {
			t.Errorf("%d requisites, %d parts kept before", n, kept)
		}
	}
}
