package record

import (
	"net/netip"
	"strings"
	"testing"
)

// led follows locations from https://a.example/x, as its probe would.
func led(q Question, status int, locations ...string) (Question, error) {
	var hops []Hop
	at, err := q, error(nil)
	for _, l := range locations {
		hops = append(hops, Hop{URL: at.URL, Status: status, Location: l, Peer: netip.MustParseAddrPort("192.0.2.7:443")})
		if at, err = q.After(hops); err != nil {
			return at, err
		}
	}
	return at, nil
}

func TestRedirectsLeadWhereTheySay(t *testing.T) {
	q := Question{Kind: "http", URL: "https://a.example/x/y?z", Method: "GET", Follow: 3}
	for location, want := range map[string]string{
		"/": "https://a.example/", "q": "https://a.example/x/q", "//b.example": "https://b.example", "http://a.example/": "http://a.example/",
		"?n=1#part": "https://a.example/x/y?n=1", " /fr ": "https://a.example/fr", "https://u:p@b.example/": "https://b.example/",
	} {
		if got, err := led(q, 302, location); err != nil || got.URL != want {
			t.Errorf("%q leads to %q, %v", location, got.URL, err)
		}
	}
	for location, want := range map[string]string{
		"http://%zz/": noAddress, "ftp://a.example/": noPage, "mailto:a@a.example": noPage, "file:///etc/passwd": noPage, "http:///x": noAddress,
		"/a\nb": noAddress, "/" + strings.Repeat("a", 3000): tooLong, "?z": circle, "": circle,
	} {
		if got, err := led(q, 302, location); err == nil || err.Error() != want {
			t.Errorf("%.40q leads to %q, %v", location, got.URL, err)
		}
	}
	if _, err := led(q, 302, "/1", "/2", "/3", "/4"); err == nil || err.Error() != tooMany {
		t.Errorf("a fourth redirect: %v", err)
	}
	if _, err := led(q, 302, "/1", "/2", "/1"); err == nil || err.Error() != circle {
		t.Errorf("a circle: %v", err)
	}
}

// What lets in is for the place that is asked, and goes to no other: not even to
// the same host without TLS.
func TestRedirectsTakeNothingAlongToAnotherPlace(t *testing.T) {
	q := Question{Kind: "http", URL: "https://a.example/", Method: "POST", Body: "q=1", Auth: "basic", Address: "192.0.2.7", Follow: 3,
		Headers: []Header{{"Accept-Language", "fr"}, {"Host", "shop.example"}}}
	for _, location := range []string{"/in", "https://a.example:443/in", "https://A.example/in"} {
		if got, err := led(q, 308, location); err != nil || got.Auth != "basic" || got.Address == "" || len(got.Headers) != 2 || got.Body != "q=1" || got.Method != "POST" {
			t.Errorf("%s: %+v, %v", location, got, err)
		}
	}
	for _, location := range []string{"http://a.example/in", "https://b.a.example/", "https://a.example:8443/"} {
		if got, err := led(q, 302, location); err != nil || got.Auth != "" || got.Address != "" || len(got.Headers) != 1 || got.Body != "" || got.Method != "GET" {
			t.Errorf("%s: %+v, %v", location, got, err)
		}
	}
	if got, err := led(q, 302, "https://b.example/", "https://a.example/in"); err != nil || got.Auth != "basic" {
		t.Errorf("back again: %+v, %v", got, err)
	}
}

func TestHopsAreBounded(t *testing.T) {
	peer := netip.MustParseAddrPort("192.0.2.7:443")
	good := Hop{URL: "http://a.example/", Status: 301, Peer: peer, Location: "/"}
	many := make([]Hop, MaxHops+1)
	for i := range many {
		many[i] = good
	}
	lists := [][]Hop{many, {{URL: "http://a.example/", Status: 304, Peer: peer, Location: "/"}}, {{URL: "http://a.example/", Status: 301, Location: "/"}},
		{{URL: "http://a.example/", Status: 301, Peer: peer}}, {{URL: strings.Repeat("a", 2049), Status: 301, Peer: peer, Location: "/"}}}
	for _, hops := range lists {
		if _, err := DecodeAnswer(Answer{Hops: hops}.Encode()); err == nil {
			t.Errorf("%d hops were read, the first %+.80v", len(hops), hops[0])
		}
	}
	if _, err := DecodeAnswer(Answer{Hops: many[:MaxHops]}.Encode()); err != nil {
		t.Error(err)
	}
}
