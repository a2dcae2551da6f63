package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// BenchmarkSteadyDay keeps one simulated day of 200 targets asked each minute,
// in a batch each second, sealed each hour, and tells what the whole folder
// takes per observation. The database is not synced, for speed: it writes the
// same bytes.
func BenchmarkSteadyDay(b *testing.B) {
	for b.Loop() {
		dir := steadyDay(b, 200, 24*60, true)
		b.ReportMetric(float64(folderSize(b, dir))/float64(200*24*60), "B/obs")
	}
}

// steadyDay keeps captures only if told to.
func steadyDay(t testing.TB, targets, minutes int, captures bool) (dir string) {
	dir = t.TempDir()
	if err := Create(dir, "saguenay-1/1"); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s.db.NoSync = true
	var list []record.Target
	for n := range targets {
		site := target(fmt.Sprintf("site-%03d", n))
		site.Question.Conditions = []string{"[STATUS] == 200"}
		list = append(list, site)
	}
	watched := enter(t, s, list...)
	random := rand.New(rand.NewPCG(1, 2))
	for second := range minutes * 60 {
		var batch []record.Seen
		for n := second % 60; n < targets; n += 60 {
			o := noisy(watched[n], n, second, random)
			if !captures {
				o.Exchange = nil
			}
			batch = append(batch, o)
		}
		observe(t, s, batch...)
		if second%3600 == 3599 {
			if _, err := s.Seal(noon.Add(time.Duration(second) * time.Second)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for err := range s.Check(context.Background()) {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// noisy returns the steady answer of target n, with phases that scatter
// log-normally around a middle of its own.
func noisy(w record.Watched, n, second int, random *rand.Rand) record.Seen {
	round := record.Round(noon.UnixMilli()/100) + record.Round(second)*10
	o := record.Observation{Round: round, Late: int64(1 + random.ExpFloat64()*2)}
	middles := [record.Phases]time.Duration{3 * time.Millisecond, 12 * time.Millisecond, 28 * time.Millisecond, 80 * time.Millisecond, 2 * time.Millisecond}
	// 5.4 bits of entropy each on the mean, in steps of 1 %.
	spread := [record.Phases]float64{0.20, 0.04, 0.06, 0.15, 0.15}
	for p, m := range middles {
		m += m * time.Duration(n%17) / 8
		o.Timing[p] = record.StepOf(time.Duration(float64(m) * math.Exp(spread[p]*random.NormFloat64())))
	}
	body := fmt.Sprintf("<p>page %d</p>", n)
	a := record.Answer{Status: 200, Proto: "HTTP/1.1", Peer: netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(n)}), 443), Conditions: "t",
		Headers:     []record.Header{{Name: "Content-Type", Value: "text/html; charset=utf-8"}, {Name: "Server", Value: "nginx"}},
		Certificate: sha256.Sum256([]byte{byte(n)}), Expires: record.At(noon.AddDate(0, 2, 0)),
		Body: record.Sum([]byte(body)), Size: int64(len(body)), Normal: record.Sum([]byte(body + "!")), Rules: "page/1"}
	x := &record.Exchange{URL: w.Question.URL, Time: time.UnixMilli(int64(o.Start())), Peer: a.Peer, Request: fmt.Appendf(nil, "GET / HTTP/1.1\r\nHost: %s\r\nX-Constat-Id: %s\r\n\r\n", strings.TrimSuffix(strings.TrimPrefix(w.Question.URL, "https://"), "/"), record.ProbeID(w.Secret, o.Round)),
		Response: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\n\r\n"), Body: []byte(body)}
	return record.Seen{Chain: w.Chain, Observation: o, Answer: a, Exchange: x}
}

func folderSize(t testing.TB, dir string) (size int64) {
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			fi, err := d.Info()
			if err != nil {
				return err
			}
			size += fi.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}
