package report

import (
	"net/netip"
	"testing"

	"constat/store/bundle"
	"constat/store/record"
)

// Of an address that stands nowhere but in an attempt nobody can tell whose it is.
func TestAnAttemptAtAnAddressThatNobodySawConcludesNothing(t *testing.T) {
	shop := record.Target{Question: record.Question{Kind: "http", URL: "https://shop.example/"}}
	pinned := func(url, address string) *chain {
		return &chain{definitions: []bundle.Definition{{Target: record.Target{Question: record.Question{Kind: "http", URL: url, Address: address}}}}}
	}
	b := &builder{accounts: []*account{{chains: []*chain{
		pinned("https://shop.example/origin", "192.0.2.9"), pinned("https://SHOP.example/other", "192.0.2.10:8443"), pinned("https://blog.example/", "192.0.2.11")}}}}
	s := &subject{target: shop}
	w := &witnessed{peers: map[netip.Addr]bool{netip.MustParseAddr("192.0.2.7"): true}}
	for asked, want := range map[string]bool{
		"family 6": true, "resolver 192.0.2.53:53": true,
		"address 192.0.2.7:443": true, "address 192.0.2.9:443": true, "address 192.0.2.10:8443": true,
		"address 192.0.2.11:443": false, "address 198.51.100.1:443": false,
	} {
		if got := b.placed(s, w, asked); got != want {
			t.Errorf("%s: %t", asked, got)
		}
	}
	redirected := record.Answer{Peer: netip.MustParseAddrPort("198.51.100.1:443"), Hops: []record.Hop{{Peer: netip.MustParseAddrPort("192.0.2.7:443")}}}
	if peerOf(redirected).String() != "192.0.2.7" {
		t.Error(peerOf(redirected))
	}
}
