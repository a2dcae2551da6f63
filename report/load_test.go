package report_test

import (
	"strings"
	"testing"
	"time"

	"constat/report"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// failed puts one round that ends in a fault.
func (n *node) failed(f record.Fault) {
	n.t.Helper()
	at := noon.Add(time.Duration(n.minute)*time.Minute + time.Duration(n.phase)*time.Second)
	n.minute++
	bad := answer(n.targets[0], at, "!")
	bad.Answer.Fault, bad.Answer.Detail = f, ""
	n.must(n.Observe([]record.Seen{bad, answer(n.targets[1], at, "ok")}))
}

// What we could not ask, or were refused, is no failure that an older content
// came back after.
func TestOurOwnFailureBeforeAnOlderContentIsNone(t *testing.T) {
	for fault, lost := range map[record.Fault]int{record.TCPRefused: 1, record.Local: 0, record.TCPClosed: 0} {
		n := newNode(t, "saguenay-1/1", 0, shop(), control())
		older := "Terre et Ciel</title><p>" + strings.Repeat("Le conseil a parlé du pont et de la rue, puis de la place. ", 3) + "<title>"
		for _, page := range []string{older, older, older + "</title><p>Et du quai.", older + "</title><p>Et du quai."} {
			n.ask(page, "ok")
		}
		n.failed(fault)
		n.failed(fault)
		n.ask(older, "ok")
		n.ask(older, "ok")
		d, err := report.Build([]*bundle.Bundle{n.bundle(store.Query{})}, report.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Losses) != lost {
			t.Errorf("%s: %d losses, want %d", fault, len(d.Losses), lost)
		}
	}
}
