package report_test

import (
	"slices"
	"testing"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// lost is a page that was replaced after a failure, as two vantages saw it.
func lost(t *testing.T, before func(a, b *node)) (list []*bundle.Bundle) {
	a, b := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
	before(a, b)
	for _, page := range []string{"Terre et Ciel", "Terre et Ciel", "!", "!", "!", "!", "!", "!", iis, iis} {
		a.ask(page, "ok")
		b.ask(page, "ok")
	}
	return []*bundle.Bundle{a.bundle(store.Query{}), b.bundle(store.Query{})}
}

// What is held against the record of an incident is held against that of a loss.
func TestALossCarriesTheReservationsOfItsRecord(t *testing.T) {
	unsettled := func(n *node) {
		n.clock(0, "start", 0, mute("one"), mute("two"))
		n.clock(11, "hourly", 0, mute("one"), mute("two"))
	}
	for name, c := range map[string]struct {
		before func(a, b *node)
		want   []string
	}{
		"no authority": {func(a, b *node) {}, []string{"time-unchecked"}},
		"one machine": {func(a, b *node) {
			for _, n := range []*node{a, b} {
				n.must(n.Append(record.Watch{Time: record.At(noon), Event: "reload", Version: "test", Addresses: []string{"eth0 192.0.2.7/24"}, Targets: 1, Controls: 1}))
			}
		}, []string{"same-machine", "time-unchecked"}},
		"the clock of one": {func(a, b *node) { unsettled(b) }, []string{"time-unchecked", "clock-unknown"}},
	} {
		d := build(t, lost(t, c.before)...)
		if len(d.Losses) != 1 || !slices.Equal(d.Losses[0].Review, c.want) {
			t.Errorf("%s: %+v", name, d.Losses)
		}
	}
}
