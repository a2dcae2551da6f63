package report

import (
	"net/netip"
	"strings"
	"testing"

	"constat/store/bundle"
	"constat/store/record"
)

// leads makes a path from words: addresses, each with "@" the holder of its
// network and "#" the number of its system, where they are known; "!" is a name
// that led nowhere.
func leads(t *testing.T, words string) record.Path {
	t.Helper()
	p := record.Path{Host: "shop.example"}
	for word := range strings.FieldsSeq(words) {
		if word == "!" {
			p.Fault = record.DNSNotFound
			continue
		}
		word, system, _ := strings.Cut(word, "#")
		address, holder, _ := strings.Cut(word, "@")
		a := record.PathAddress{Address: netip.MustParseAddr(address)}
		a.Network.Holder.Name = holder
		if system != "" {
			a.Origin.Systems = []record.PathSystem{{Number: uint32(system[0])}}
		}
		p.Addresses = append(p.Addresses, a)
	}
	return p
}

// A name moved where all that is known of whose its addresses were became
// another. What is not known is no move.
func TestMoveIsAnotherNetworkAndNothingLess(t *testing.T) {
	for _, c := range []struct{ why, before, after, want string }{
		{"another holder", "192.0.2.1@a", "192.0.2.2@b", "network"},
		{"another address of the same holder", "192.0.2.1@a", "192.0.2.2@a", ""},
		{"one of two holders stayed", "192.0.2.1@a 192.0.2.2@b", "192.0.2.3@b 192.0.2.4@c", ""},
		{"another system, no holder known", "192.0.2.1#1", "192.0.2.2#2", "network"},
		{"the same system, no holder known", "192.0.2.1#1", "192.0.2.2#1", ""},
		{"the holder of one address is not known", "192.0.2.1@a 192.0.2.9", "192.0.2.2@b", "addresses"},
		{"of one of them, and that stayed", "192.0.2.1@a 192.0.2.9", "192.0.2.9", ""},
		{"all addresses, nothing else known", "192.0.2.1", "192.0.2.2", "addresses"},
		{"one address more", "192.0.2.1", "192.0.2.1 192.0.2.2", ""},
		{"the holder was not told the second time", "192.0.2.1@a", "192.0.2.1", ""},
		{"a registry calls the holder otherwise", "192.0.2.1@ovh#1", "192.0.2.1@ovhcloud#1", ""},
		{"of one of two addresses that stayed", "192.0.2.1@a#1 192.0.2.2@a#1", "192.0.2.1@b 192.0.2.3@b", ""},
		{"another holder within the same system", "192.0.2.1@a#1", "192.0.2.2@b#1", "addresses"},
		{"another holder in another system", "192.0.2.1@a#1", "192.0.2.2@b#2", "network"},
		{"the name led nowhere between", "192.0.2.1@a; !", "192.0.2.2@a", ""},
		{"the name led nowhere, then elsewhere", "192.0.2.1@a; !", "192.0.2.2@b", "network"},
		{"the name leads nowhere now", "192.0.2.1@a", "!", ""},
	} {
		var list []bundle.Stood
		for n, words := range append(strings.Split(c.before, ";"), c.after) {
			p := leads(t, words)
			p.Time = record.Instant(n + 1)
			list = append(list, bundle.Stood{Path: p, Leaf: int64(n)})
		}
		got := ""
		for _, m := range moves("a/1", list) {
			got += m.Kind
			if m.From.Instant >= m.To.Instant || len(m.Leaves) != 2 {
				t.Errorf("%s: %+v", c.why, m)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}

// Of a path that does not go with what stands around it nothing follows, nor of
// whose a private address is said to be.
func TestWhatIsNotTimelyOrPublicTellsOfNobody(t *testing.T) {
	good := bundle.Stood{Path: leads(t, "8.8.8.8@a"), Leaf: 1, Timely: true}
	if list := timely([]bundle.Stood{good, {Path: leads(t, "8.8.4.4@b"), Leaf: 2}}); len(list) != 1 || list[0].Leaf != 1 {
		t.Errorf("%+v", list)
	}
	p := leads(t, "8.8.8.8@a#1 127.0.0.1@a#1")
	if list := addressesOf(p); list[0].Holder != "a" || len(list[0].Systems) != 1 || list[1].Holder != "" || len(list[1].Systems) != 0 || list[1].Address != "127.0.0.1" {
		t.Errorf("%+v", list)
	}
}
