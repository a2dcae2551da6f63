package store

import (
	"bytes"
	"math/big"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// authorities are two that stamp at the time they are told.
func authorities(t *testing.T, at *time.Time) []*demo.Authority {
	t.Helper()
	*at = time.Now().Truncate(time.Millisecond)
	var out []*demo.Authority
	for _, name := range []string{"Horloge A", "Horloge B"} {
		a, err := demo.NewAuthority(name)
		if err != nil {
			t.Fatal(err)
		}
		a.Now = func() time.Time { return *at }
		out = append(out, a)
	}
	return out
}

// stampHead has every authority stamp the newest checkpoint, and signs the log anew.
func stampHead(t *testing.T, s *Store, minute int, authorities ...*demo.Authority) {
	t.Helper()
	now := noon.Add(time.Duration(minute) * time.Minute)
	signed, size := s.Checkpoint()
	for i, a := range authorities {
		request := seal.Request(signed, big.NewInt(size*10+int64(i)))
		response, err := a.Reply(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Anchor(now, size, "http://"+a.Name, request, response); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Sign(now); err != nil {
		t.Fatal(err)
	}
}

func policyWith(t *testing.T, s *Store, authorities ...*demo.Authority) *seal.Policy {
	t.Helper()
	text := s.Policy()
	for _, a := range authorities {
		text = append(append(text, []byte("authority "+string(a.Name[len(a.Name)-1])+"\n")...), a.Root()...)
	}
	p, err := seal.ParsePolicy(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return p
}

func verifyWith(t *testing.T, b []byte, p *seal.Policy) *bundle.Bundle {
	t.Helper()
	got, err := bundle.Verify("b.zip", bytes.NewReader(b), int64(len(b)), p)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Checks {
		if c.Result == bundle.Failed {
			t.Errorf("%s %s: %s", c.Head, c.Name, c.Detail.English)
		}
	}
	return got
}

// Each record lies between two moments that two independent authorities
// attest: the stamps the log held when its segment began, and those over the
// first checkpoint that covers it.
func TestRecordsLieBetweenTwoStamps(t *testing.T) {
	s, dir := newStore(t)
	var clock time.Time
	two := authorities(t, &clock)
	start := clock
	w := enter(t, s, target("shop"))
	sealAt(t, s, 0)
	stampHead(t, s, 0, two...)
	observe(t, s, seen(w[0], 1, "x"))
	s.Close() // what is pending keeps the stamp it began with
	s = openStore(t, dir)
	clock = start.Add(time.Hour)
	sealAt(t, s, 60)
	stampHead(t, s, 60, two...)
	observe(t, s, seen(w[0], 61, "x"))
	sealAt(t, s, 62)

	b := verifyWith(t, export(t, s, Query{}), policyWith(t, s, two...))
	if b.Verdict() != bundle.Proven || len(b.Logs[0].Stamps) != 4 {
		t.Fatalf("verdict %s, %d stamps", b.Verdict(), len(b.Logs[0].Stamps))
	}
	const second = time.Second // the authorities' accuracy, on the safe side
	l := b.Logs[0]
	n := 0
	for o := range l.Targets[0].Observations() {
		before, ok := l.NotBefore(o.Anchor)
		after, ok2 := l.NotAfter(o.Leaf)
		switch n++; {
		case n == 1 && (!ok || !ok2 || before.Time != record.At(start.Add(-second)) || after.Time != record.At(start.Add(time.Hour+second))):
			t.Errorf("the first lies between %v and %v", before, after)
		case n == 2 && (!ok || ok2 || before.Time != record.At(start.Add(time.Hour-second))):
			t.Errorf("the second lies between %v (%v) and %v (%v)", before, ok, after, ok2)
		}
	}
}

// One authority under two addresses is one: nothing is attested.
func TestOneAuthorityIsNotTwo(t *testing.T) {
	s, _ := newStore(t)
	var clock time.Time
	two := authorities(t, &clock)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 1, "x"))
	sealAt(t, s, 2)
	stampHead(t, s, 2, two[0], two[0])
	b := verifyWith(t, export(t, s, Query{}), policyWith(t, s, two...))
	if b.Verdict() != bundle.Partial {
		t.Errorf("verdict %s", b.Verdict())
	}
	if _, ok := b.Logs[0].NotAfter(0); ok {
		t.Error("one authority counts for two")
	}
}

// An authority that the reader does not name proves nothing to that reader.
func TestStrangerAttestsNothing(t *testing.T) {
	s, _ := newStore(t)
	var clock time.Time
	two, strangers := authorities(t, &clock), authorities(t, &clock)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 1, "x"))
	sealAt(t, s, 2)
	stampHead(t, s, 2, strangers...)
	b := verifyWith(t, export(t, s, Query{}), policyWith(t, s, two...))
	if b.Verdict() != bundle.Partial || len(b.Logs[0].Stamps) != 0 {
		t.Errorf("verdict %s, %d stamps", b.Verdict(), len(b.Logs[0].Stamps))
	}
}

// A bundle of a part carries the stamps that bound it, from before and after.
func TestPartIsBoundedToo(t *testing.T) {
	s, _ := newStore(t)
	var clock time.Time
	two := authorities(t, &clock)
	start := clock
	w := enter(t, s, target("shop"), target("blog"))
	for hour := range 5 {
		clock = start.Add(time.Duration(hour) * time.Hour)
		sealAt(t, s, hour*60)
		stampHead(t, s, hour*60, two...)
		observe(t, s, seen(w[0], hour*60+1, "x"), seen(w[1], hour*60+1, "x"))
	}
	sealAt(t, s, 300)
	q := Query{From: record.At(noon.Add(115 * time.Minute)), To: record.At(noon.Add(125 * time.Minute)), Show: func(t record.Target) bool { return t.Name == "shop" }}
	b := verifyWith(t, export(t, s, q), policyWith(t, s, two...))
	l, n := b.Logs[0], 0
	for o := range l.Targets[0].Observations() {
		_, ok := l.NotBefore(o.Anchor)
		_, ok2 := l.NotAfter(o.Leaf)
		if n++; !ok || !ok2 {
			t.Errorf("observation at %v is not bounded: %v, %v", o.Start(), ok, ok2)
		}
	}
	if n == 0 {
		t.Error("nothing is shown")
	}
}

// Only a request that the response answers may stand beside it.
func TestTokenMustBeOverItsCheckpoint(t *testing.T) {
	s, _ := newStore(t)
	var clock time.Time
	two := authorities(t, &clock)
	enter(t, s, target("shop"))
	sealAt(t, s, 1)
	request := seal.Request([]byte("another thing"), big.NewInt(1))
	response, err := two[0].Reply(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Anchor(clock, s.Head().Size, "http://a", request, response); err != nil {
		t.Fatal(err)
	}
	sealAt(t, s, 2)
	b := export(t, s, Query{})
	got, err := bundle.Verify("b.zip", bytes.NewReader(b), int64(len(b)), policyWith(t, s, two...))
	if err != nil || got.Verdict() != bundle.Broken {
		t.Fatalf("%v, %v", got.Verdict(), err)
	}
}
