package report_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// succeed ends the epoch of n and returns the next, which n's store no longer
// is.
func (n *node) succeed(reason string, targets ...record.Target) *node {
	n.t.Helper()
	n.must(n.Close())
	now := noon.Add(time.Duration(n.minute) * time.Minute)
	s, err := store.Succeed(n.dir, now, store.Succession{Reason: reason, Keys: []string{n.VerifierKey()}})
	n.must(err)
	n.t.Cleanup(func() { s.Close() })
	_, err = s.Seal(now)
	n.must(err)
	next := &node{Store: s, t: n.t, dir: n.dir, phase: n.phase, minute: n.minute}
	next.enter(targets...)
	return next
}

// before returns the bundle of the epoch before n's.
func (n *node) before() (b *bundle.Bundle) {
	n.t.Helper()
	for old, err := range n.Earlier() {
		n.must(err)
		return (&node{Store: old, t: n.t, minute: n.minute}).exported(store.Query{})
	}
	n.t.Fatal("there is no epoch before")
	return nil
}

// Of a target that was down over a change of key there is one incident; the
// time between the two logs is time not watched, and proves nothing.
func TestAnIncidentGoesOnOverAChangeOfKey(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	watch(a, 30, down(20, 30))
	a.minute += 5 // the daemon is stopped
	b := a.succeed("rotation", shop(), control())
	for range 10 {
		b.ask("!", "ok")
	}
	for range 10 {
		b.ask("Boutique", "ok")
	}
	d := build(t, b.before(), b.bundle(store.Query{}))
	if len(d.Incidents) != 1 || len(d.Targets) != 1 || len(d.Targets[0].Seen) != 1 {
		t.Fatalf("%d incidents, %d targets", len(d.Incidents), len(d.Targets))
	}
	i := d.Incidents[0]
	if got, want := i.AtLeast, dossier.Seconds((9+9)*60_000); got != want {
		t.Errorf("at least %v, want %v", got, want)
	}
	if i.NotWatched < 4*60_000 || i.AtMost < i.AtLeast+i.NotWatched || len(i.Vantages) != 1 {
		t.Errorf("not watched %v, at most %v, seen from %v", i.NotWatched, i.AtMost, i.Vantages)
	}
	if d.Method.Quorum != (dossier.Quorum{Needed: 1, Of: 1}) {
		t.Errorf("two logs of one vantage are %v", d.Method.Quorum)
	}
	if logs := []string{d.Vantages[0].Log, d.Vantages[1].Log}; logs[0] != "saguenay-1/1" || logs[1] != "saguenay-1/2" {
		t.Errorf("logs %v", logs)
	}
}

func TestKeysAreTold(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	story(a)
	head := a.bundle(store.Query{}).Logs[0].Head.Size
	for _, reason := range []string{"rotation", "theft"} {
		a := newNode(t, "saguenay-1/1", 0, shop(), control())
		story(a)
		b := a.succeed(reason, shop(), control())
		story(b)
		next := b.bundle(store.Query{})
		d := build(t, next, b.before())
		if len(d.Keys) != 2 {
			t.Fatalf("%d keys", len(d.Keys))
		}
		old, now := d.Keys[0], d.Keys[1]
		if old.Ended != reason || old.Closed.Leaf < head || old.Successor != "saguenay-1/2" || !old.Until.Known || !old.Shown {
			t.Errorf("%s: %+v", reason, old)
		}
		if now.Follows != old.Log || now.Cited != old.Size || now.Ended != "" || now.From != old.Until || now.Opened.Leaf != 0 {
			t.Errorf("%s: %+v", reason, now)
		}
		// What only the next log says is told too.
		alone := build(t, next)
		if k := alone.Keys[0]; len(alone.Keys) != 2 || k.Shown || k.Ended != reason || k.Closed.Leaf >= 0 || k.Successor != now.Log {
			t.Errorf("%s: %+v", reason, alone.Keys)
		}
	}
}

func TestConversionsNameWhatWentInAndCameOut(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	story(a)
	b := a.bundle(store.Query{})
	d := build(t, b)
	want := []string{d.Files[0].Name, "observations.csv", "dossier.json"}
	for i, c := range d.Conversions {
		if c.Output != want[i] || c.Tool != "constat" || len(c.Inputs) != 1 || c.Inputs[0].IsZero() {
			t.Errorf("%+v", c)
		}
	}
	if d.Conversions[0].SHA256 != b.SHA256 || d.Conversions[1].SHA256.IsZero() || d.Conversions[2].Inputs[0] != b.SHA256 || !d.Conversions[2].SHA256.IsZero() {
		t.Errorf("%+v", d.Conversions)
	}
	first, err := d.JSON()
	a.must(err)
	again, err := build(t, b).JSON()
	a.must(err)
	if !bytes.Equal(first, again) {
		t.Error("two dossiers of one bundle differ")
	}
	if i := slices.IndexFunc(d.Keys, func(k dossier.Key) bool { return k.Log == a.Origin() && k.Ended == "" }); i != 0 {
		t.Errorf("%+v", d.Keys)
	}
}

// The holder of the old key seals late, when the next log has long begun: what
// the next log says of its own clock stands.
func TestALateSealOfTheOldLogTakesNoDoubtFromTheNext(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	a.clock(0, "start", 0, told("one", 0, 1), told("two", 0, 1))
	watch(a, 10, down(20, 30))
	a.clock(10, "stop", 0, told("one", 0, 1), told("two", 0, 1))
	a.must(a.Close())
	late := noon.Add(50 * time.Minute)
	s, err := store.Succeed(a.dir, late, store.Succession{Reason: "rotation", Keys: []string{a.VerifierKey()}})
	a.must(err)
	defer s.Close()
	b := &node{Store: s, t: t, dir: a.dir, phase: a.phase, minute: a.minute}
	b.enter(shop(), control())
	b.clock(10, "start", 0, told("one", 40_000, 1), told("two", 40_000, 1))
	watch(b, 40, down(15, 35))
	b.clock(50, "stop", 0, told("one", 40_000, 1), told("two", 40_000, 1))
	d := build(t, b.bundle(store.Query{}), b.before())
	all := append(d.Incidents, d.Unconfirmed...)
	if len(all) != 1 || all[0].Clock == nil || *all[0].Clock < 40_000 {
		t.Fatalf("got %+v", all)
	}
}
