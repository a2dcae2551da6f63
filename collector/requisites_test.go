package collector

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

// A memoryStock stands as a store does: it has the requisites of a content
// once, and learns of an answer some calls later.
type memoryStock struct {
	early int
	stood map[record.Hash]record.Round
	kept  []record.Requisites
}

func (s *memoryStock) Unfurnished(_ record.Chain, round record.Round, normal record.Hash) (record.Round, error) {
	if s.early > 0 {
		s.early--
		return 0, record.ErrRefused
	}
	return s.stood[normal], nil
}

func (s *memoryStock) Requisites(e record.Requisites, _ []record.Exchange) error {
	s.kept = append(s.kept, e)
	return nil
}

func TestRequisitesAreAskedForWhenAContentStands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		hash := func(s string) record.Hash { return record.Sum([]byte(s)) }
		stock := &memoryStock{early: 3, stood: map[record.Hash]record.Round{hash("a"): 1, hash("b"): 2}}
		chain, secret := record.Chain{1}, record.Chain{2}
		w := record.Watched{Target: record.Target{Link: record.Link{Chain: chain}, Name: "shop", Question: record.Question{URL: "https://shop.example/"}}}
		shut := record.Watched{Target: record.Target{Link: record.Link{Chain: secret}, Name: "desk", Question: record.Question{URL: "https://desk.example/", Auth: "basic"}}}
		var homes []string
		f := newFurnishing(&Collector{log: slog.New(slog.DiscardHandler), targets: []record.Watched{w, shut}, options: Options{Stock: stock, Furnished: map[string]bool{"shop": true, "desk": true},
			Furnisher: func(_ context.Context, home string, _ record.Exchange) (record.Requisites, []record.Exchange) {
				homes = append(homes, home)
				return record.Requisites{}, nil
			}}})
		ended := make(chan struct{})
		go func() { f.run(ctx); close(ended) }()
		see := func(c record.Chain, normal, kind string, status int) {
			x := &record.Exchange{Response: []byte("HTTP/1.1 200 OK\r\nContent-Type: " + kind + "\r\n\r\n")}
			f.note(record.Seen{Chain: c, Exchange: x, Answer: record.Answer{Status: status, Body: hash(normal), Normal: hash(normal)}})
			synctest.Wait()
			time.Sleep(5 * time.Second)
		}
		see(chain, "a", "text/html", 200)
		see(chain, "a", "text/html", 200)  // no other content
		see(chain, "c", "text/html", 200)  // nothing of it stands
		see(chain, "b", "text/css", 200)   // no page
		see(secret, "b", "text/html", 200) // not an open one
		see(chain, "b", "text/html", 503)  // a failure
		see(chain, "b", "text/html", 200)
		see(chain, "b", "text/html", 503)
		see(chain, "b", "text/html", 200) // a return
		for range 9 {
			see(chain, "a", "text/html", 200)
			see(chain, "b", "text/html", 200)
		}
		cancel()
		<-ended
		var rounds []record.Round
		for _, e := range stock.kept {
			rounds = append(rounds, e.Round)
		}
		if want := []record.Round{1, 2, 2, 1, 2, 1}; !slices.Equal(rounds, want) || len(homes) != len(want) || homes[0] != w.Question.URL {
			t.Errorf("furnished %v at %q", rounds, homes)
		}
	})
}
