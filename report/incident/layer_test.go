package incident

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"constat/store/record"
)

// answered is an answer with fields, as "Name: value" each.
func answered(status int, fields ...string) record.Answer {
	a := record.Answer{Status: status, Proto: "HTTP/1.1", Peer: netip.MustParseAddrPort("192.0.2.7:443")}
	for _, f := range fields {
		name, value, _ := strings.Cut(f, ": ")
		a.Headers = append(a.Headers, record.Header{Name: name, Value: value})
	}
	return a
}

var ofPage = record.Question{Kind: "http", URL: "https://shop.example/", Method: "GET", Follow: 3}

// What answered for an origin is told from the origin, and what can't be told
// apart is said.
func TestFailuresAreLocated(t *testing.T) {
	fault := func(f record.Fault, fields ...string) record.Answer {
		a := answered(0, fields...)
		a.Fault = f
		return a
	}
	for _, c := range []struct {
		answer record.Answer
		layer  Layer
		front  string
		beside []Layer
	}{
		{fault(record.DNSNotFound), LayerName, "", nil},
		{fault(record.DNSTimeout), LayerName, "", []Layer{LayerNetwork}},
		{fault(record.TCPTimeout), LayerNetwork, "", []Layer{LayerTransport, LayerFront}},
		{fault(record.TCPRefused), LayerTransport, "", []Layer{LayerFront}},
		{fault(record.TLSExpired), LayerCertificate, "", nil},
		{fault(record.HTTPTimeout), LayerApplication, "", []Layer{LayerNetwork, LayerFront, LayerOrigin}},
		{answered(500), LayerApplication, "", nil},
		{answered(500, "Server: cloudflare", "Cf-Ray: "), LayerApplication, "Cloudflare", []Layer{LayerFront, LayerOrigin}},
		{answered(502, "Server: nginx"), LayerOrigin, "", []Layer{LayerApplication}},
		{answered(504, "Server: cloudflare"), LayerOrigin, "Cloudflare", []Layer{LayerNetwork, LayerFront}},
		{answered(522, "Server: cloudflare"), LayerOrigin, "Cloudflare", []Layer{LayerNetwork, LayerFront}},
		{answered(522), LayerApplication, "", nil}, // by itself it means nothing
		{answered(520, "Server: cloudflare"), LayerOrigin, "Cloudflare", []Layer{LayerNetwork, LayerFront}},
		{answered(524, "Cf-Ray: "), LayerOrigin, "Cloudflare", []Layer{LayerNetwork, LayerFront}},
		{answered(525, "Server: cloudflare"), LayerBetween, "Cloudflare", []Layer{LayerFront, LayerOrigin}},
		{answered(526, "Server: cloudflare"), LayerBetween, "Cloudflare", []Layer{LayerFront, LayerOrigin}},
		{answered(526), LayerApplication, "", nil},
		{answered(503, "Server: awselb/2.0"), LayerOrigin, "AWS ELB", []Layer{LayerNetwork, LayerFront}}, // without a target, or too few
		{answered(530, "Server: cloudflare"), LayerFront, "Cloudflare", nil},
		{answered(503, "Server: CloudFront", "X-Cache: Error from cloudfront"), LayerOrigin, "Amazon CloudFront", []Layer{LayerNetwork, LayerFront}},
		{answered(503, "Server: Apache", "X-Cache: Error from cloudfront"), LayerApplication, "Amazon CloudFront", []Layer{LayerFront, LayerOrigin}},
		{answered(503, "Server: Varnish", "Via: 1.1 varnish"), LayerOrigin, "Varnish", []Layer{LayerNetwork, LayerFront}},
		{answered(404, "Server: AkamaiGHost"), LayerFront, "Akamai", nil},
		{answered(503, "Via: 1.1 proxy"), LayerApplication, "-", []Layer{LayerFront, LayerOrigin}},
	} {
		_, cause := Standard().Judge(ofPage, record.Observation{}, c.answer)
		p := Locate(ofPage, c.answer, cause)
		if p.Layer != c.layer || p.Front != c.front || !slices.Equal(p.Beside(cause, c.answer.Status), c.beside) {
			t.Errorf("%s %d %v: %+v beside %v", cause, c.answer.Status, c.answer.Headers, p, p.Beside(cause, c.answer.Status))
		}
	}
}

// Every cause of a failure has its layer, but of what was not asked.
func TestEveryFailureHasItsLayer(t *testing.T) {
	for _, c := range Causes {
		if _, has := layers[c]; has != (c.ofBad() && !c.ofJob()) {
			t.Errorf("%s: %v", c, has)
		}
	}
}

// A cached answer is no word of the origin; where it is not sure, nothing is
// said against anybody.
func TestCachesAreTold(t *testing.T) {
	for fields, cached := range map[string]bool{
		"": false, "Age: ": true, "Age: 0": false, "X-Cache: HIT": true, "X-Cache: Hit from cloudfront": true, "X-Cache: Miss from cloudfront": false,
		"X-Cache: RefreshHit from cloudfront": false, "X-Cache: MISS, HIT": true, "X-Cache: MISS": false, "X-Cache: TCP_HIT": true, "Cf-Cache-Status: HIT": true, "Cf-Cache-Status: STALE": true,
		"Cf-Cache-Status: DYNAMIC": false, "Age: \nCf-Cache-Status: REVALIDATED": false, "Age: \nX-Cache: MISS": false, "X-Cache-Status: HIT": true, "Cache-Status: ExampleCache; hit": true,
		"Cache-Status: Origin; fwd=uri-miss, CDN; hit": true, "Cache-Status: CDN; fwd=miss": false, "X-Cache: white": false, "X-Vercel-Cache: HIT": true, "X-Litespeed-Cache: hit": true,
	} {
		a := answered(200, strings.Split(fields, "\n")...)
		if p := Locate(ofPage, a, NoCause); p.Cached != cached {
			t.Errorf("%q: cached %v", fields, p.Cached)
		}
	}
	a := answered(0, "Age: ")
	a.Fault = record.BodyTruncated
	if Locate(ofPage, a, Cause(a.Fault)).Cached {
		t.Error("what broke off came from a cache")
	}
}

func TestHostsThatRedirectsLedToAreTold(t *testing.T) {
	peer := netip.MustParseAddrPort("192.0.2.7:443")
	for location, host := range map[string]string{"/fr": "", "http://shop.example/": "", "https://login.example/": "login.example"} {
		a := answered(500)
		a.Hops = []record.Hop{{URL: ofPage.URL, Status: 302, Peer: peer, Location: location}}
		if p := Locate(ofPage, a, HTTPStatus); p.Elsewhere != host {
			t.Errorf("%s: %q", location, p.Elsewhere)
		}
	}
}

// Where it was we who did not go on, nothing is held against anybody.
func TestWhereWeWouldNotGoIsUnknown(t *testing.T) {
	for _, f := range []record.Fault{record.Unfollowed, record.AddressRefused, record.Local} {
		a := answered(302)
		a.Fault = f
		if v, c := Standard().Judge(ofPage, record.Observation{Control: record.Answered}, a); v != Unknown || c != Cause(f) {
			t.Errorf("%s: %s, %s", f, v, c)
		}
		for _, kind := range []string{"tcp", "smtp", "dns", "ws", "rdap", "icmp"} {
			if v, _ := Standard().Judge(record.Question{Kind: kind}, record.Observation{}, record.Answer{Fault: f}); v != Unknown {
				t.Errorf("%s of %s: %s", f, kind, v)
			}
		}
	}
}

// HTTP/2 has words of its own for a probe that asks too often, or in a version
// that is not wanted: a visitor's browser would ask again in another. It has
// others for what is ended in order or called off, whoever it was that did.
func TestWordsOfVersion2ThatAreForTheProbeAreBlocked(t *testing.T) {
	for word, verdicts := range map[string][2]Verdict{ // before the head, and in the body
		"ENHANCE_YOUR_CALM": {Blocked, Blocked}, "HTTP_1_1_REQUIRED": {Blocked, Blocked}, "INADEQUATE_SECURITY": {Blocked, Blocked}, "REFUSED_STREAM": {Blocked, Blocked},
		"CANCEL": {Blocked, Blocked}, "NO_ERROR": {Blocked, Bad}, "INTERNAL_ERROR": {Bad, Bad},
	} {
		for i, f := range []record.Fault{record.TCPReset, record.BodyTruncated} {
			a := record.Answer{Fault: f, Detail: "HTTP/2 " + word}
			if v, _ := Standard().Judge(ofPage, record.Observation{}, a); v != verdicts[i] {
				t.Errorf("%s, %s: %s", f, word, v)
			}
		}
	}
}

func TestIncidentSaysItsLayer(t *testing.T) {
	seen := []CauseSeen{
		{Cause: HTTPStatus, Status: 502, Place: Place{Layer: LayerOrigin, Front: "Cloudflare"}, Rounds: 5},
		{Cause: HTTPStatus, Status: 500, Place: Place{Layer: LayerApplication, Front: "Cloudflare"}, Rounds: 2},
		{Cause: Cause(record.DNSTimeout), Place: Place{Layer: LayerName}, Rounds: 1},
	}
	main, beside, fronts := located(seen, HTTPStatus)
	if main != LayerOrigin || !slices.Equal(beside, []Layer{LayerName, LayerNetwork, LayerFront, LayerApplication}) || !slices.Equal(fronts, []string{"Cloudflare"}) {
		t.Errorf("%s beside %v, %q", main, beside, fronts)
	}
}
