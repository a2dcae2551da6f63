package collector

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

// An album keeps pictures in memory; early are how many it takes for too early.
type memoryAlbum struct {
	mu    sync.Mutex
	early int
	kept  []record.Picture
}

func (a *memoryAlbum) Picture(e record.Picture, _, _ []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.early > 0 {
		a.early--
		return record.ErrRefused
	}
	a.kept = append(a.kept, e)
	return nil
}

func TestPagesArePicturedWhenTheirContentIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		album := &memoryAlbum{early: 3}
		taken := 0
		p := newPhotos(&Collector{log: slog.New(slog.DiscardHandler), options: Options{Album: album, Pictured: map[string]bool{"shop": true},
			Camera: func(context.Context, string) (record.Picture, []byte, []byte) {
				taken++
				return record.Picture{}, nil, nil
			}}})
		ended := make(chan struct{})
		go func() { p.run(ctx); close(ended) }()
		w := record.Watched{Target: record.Target{Name: "shop"}}
		round := record.Round(0)
		see := func(normal string, status int) {
			round += 600
			s := record.Seen{Observation: record.Observation{Round: round}, Exchange: &record.Exchange{}, Answer: record.Answer{Status: status, Body: record.Sum([]byte(normal)), Normal: record.Sum([]byte(normal))}}
			if status == 0 {
				s.Exchange, s.Answer = nil, record.Answer{Fault: record.TCPRefused}
			}
			p.note(s, w)
			synctest.Wait()
			time.Sleep(5 * time.Second)
		}
		see("a", 200) // first
		see("a", 200)
		see("b", 200) // change
		see("", 0)
		see("b", 200) // return
		see("c", 503) // failure
		see("c", 503)
		see("b", 200) // return
		for _, n := range []string{"d", "e", "f", "g"} {
			see(n, 200) // one more: it is the sixth within the hour
		}
		p.note(record.Seen{Exchange: &record.Exchange{}, Answer: record.Answer{Status: 200, Body: record.Sum(nil)}}, record.Watched{Target: record.Target{Name: "blog"}})
		time.Sleep(time.Hour)
		see("h", 200)
		cancel()
		<-ended
		var reasons []string
		for _, e := range album.kept {
			reasons = append(reasons, e.Reason)
		}
		want := []string{"first", "change", "return", "failure", "return", "change", "change"}
		if len(reasons) != len(want) || taken != len(want) {
			t.Fatalf("got %q, %d taken", reasons, taken)
		}
		for i := range want {
			if reasons[i] != want[i] {
				t.Errorf("got %q", reasons)
			}
		}
	})
}
