package incident

import (
	"cmp"
	"net/url"
	"slices"

	"constat/store/record"
)

// A Layer is how deep a question came before it failed.
type Layer string

// The layers, from the first that a question meets to the last.
const (
	LayerName        Layer = "name"        // the name led to no address
	LayerNetwork     Layer = "network"     // nothing came back from there
	LayerTransport   Layer = "transport"   // the connection, or its encryption, failed
	LayerCertificate Layer = "certificate" // of the server, which cannot be trusted
	LayerFront       Layer = "front"       // CDN, WAF, cache or load balancer: it answered by itself
	LayerBetween     Layer = "between"     // encryption and certificate, between a front and its origin
	LayerOrigin      Layer = "origin"      // what stands behind a front, and did not answer it
	LayerApplication Layer = "application" // what answered, and answered wrongly
)

// Layers lists them in that order.
var Layers = []Layer{LayerName, LayerNetwork, LayerTransport, LayerCertificate, LayerFront, LayerBetween, LayerOrigin, LayerApplication}

// keptByOthers are the layers that others than the provider of the origin may
// keep: whoever hosts the zone, whoever runs the front, and the customer, whose
// the application is.
var keptByOthers = []Layer{LayerName, LayerFront, LayerApplication}

// A Place is where an answer came from, or where it stayed away, as far as the
// answer tells.
type Place struct {
	Layer     Layer  // of a failure; none where there is none
	Front     string // what stood in front, by its own word; "-" where it gives no name, none where nothing showed
	Cached    bool   // from a cache: not a word of the origin
	Elsewhere string // host to which redirects had led, where that is not the one asked
}

// Locate says where an answer of a given cause came from.
func Locate(q record.Question, a record.Answer, c Cause) Place {
	var p Place
	if q.Kind == "push" { // nothing was asked
		return p
	}
	made := false
	if p.Front, made = frontOf(a); q.ByHTTP() && a.Status != 0 && a.Fault == record.NoFault {
		p.Cached = fromCache(a)
	}
	p.Elsewhere = elsewhere(q, a)
	p.Layer = layerOf(c, a.Status, p.Front != "", made)
	return p
}

func elsewhere(q record.Question, a record.Answer) string {
	last, err := q.After(a.Hops)
	u, err1 := url.Parse(q.URL)
	v, err2 := url.Parse(last.URL)
	if err != nil || err1 != nil || err2 != nil || u.Hostname() == v.Hostname() {
		return ""
	}
	return v.Hostname()
}

// layers are those of causes that say it by themselves.
var layers = map[Cause]Layer{
	Cause(record.DNSNotFound): LayerName, Cause(record.DNSTimeout): LayerName, Cause(record.DNSFailure): LayerName,
	Cause(record.TCPTimeout): LayerNetwork, Cause(record.TCPUnreachable): LayerNetwork, Cause(record.ICMPTimeout): LayerNetwork, Cause(record.ICMPRefused): LayerNetwork,
	Cause(record.TCPRefused): LayerTransport, Cause(record.TCPReset): LayerTransport, Cause(record.TLSTimeout): LayerTransport, Cause(record.TLSFailure): LayerTransport,
	Cause(record.TLSExpired): LayerCertificate, Cause(record.TLSName): LayerCertificate, Cause(record.TLSUntrusted): LayerCertificate,
	Cause(record.HTTPTimeout): LayerApplication, Cause(record.HTTPProtocol): LayerApplication, Cause(record.BodyTruncated): LayerApplication,
	Cause(record.AnswerTimeout): LayerApplication, Cause(record.AnswerProtocol): LayerApplication,
	HTTPStatus: LayerApplication, AnswerRefused: LayerApplication, BodyMismatch: LayerApplication,
}

// layerOf is a cause's layer, with what a status adds: 502 and 504 are a
// gateway's word that what is behind it did not answer (RFC 9110, sections
// 15.6.3 and 15.6.5), 520 to 527 are Cloudflare's: by 525 and 526 it could not
// set up TLS with the origin, or did not trust its certificate.
func layerOf(c Cause, status int, fronted, made bool) Layer {
	layer := layers[c]
	if c != HTTPStatus {
		return layer
	}
	switch {
	case (status == 525 || status == 526) && fronted:
		return LayerBetween
	case status == 502, status == 504, status >= 520 && status <= 527 && fronted, status == 503 && made:
		return LayerOrigin
	case made, status == 530 && fronted:
		return LayerFront
	}
	return layer
}

// Beside returns the layers that an answer leaves possible beside the one of its
// cause: nobody can tell them apart from outside.
func (p Place) Beside(c Cause, status int) []Layer {
	switch {
	case p.Layer == LayerOrigin && p.Front == "":
		return []Layer{LayerApplication} // which may say so without a front
	case p.Layer == LayerOrigin:
		return []Layer{LayerNetwork, LayerFront} // between the two; and it is the front that says so, who may be at its own limits
	case p.Layer == LayerBetween:
		return []Layer{LayerFront, LayerOrigin} // either end may be set up wrongly
	case slices.Contains([]Cause{Cause(record.DNSTimeout), Cause(record.DNSFailure)}, c):
		return []Layer{LayerNetwork} // on the way to the name servers
	case c == Cause(record.TCPTimeout):
		return []Layer{LayerTransport, LayerFront}
	case c == Cause(record.TCPRefused), c == Cause(record.TLSFailure):
		return []Layer{LayerFront}
	case c == Cause(record.TCPReset), c == Cause(record.TLSTimeout):
		return []Layer{LayerNetwork, LayerFront, LayerApplication}
	case p.Layer == LayerApplication && status == 0:
		return []Layer{LayerNetwork, LayerFront, LayerOrigin}
	case p.Layer == LayerApplication && p.Front != "":
		return []Layer{LayerFront, LayerOrigin}
	}
	return nil
}

// located sums up where rounds failed: at most of those of cause c, and beside
// that, at all others that were met or can't be told from it. Two causes can be
// one failure, seen at two moments of it.
func located(seen []CauseSeen, c Cause) (main Layer, beside []Layer, fronts []string) {
	rounds := map[Layer]int{}
	for _, s := range seen {
		if s.Place.Front != "" && !slices.Contains(fronts, s.Place.Front) {
			fronts = append(fronts, s.Place.Front)
		}
		if s.Cause == c {
			rounds[s.Place.Layer] += s.Rounds
		}
		beside = append(append(beside, s.Place.Layer), s.Place.Beside(s.Cause, s.Status)...)
	}
	for l, n := range rounds {
		if n > rounds[main] || n == rounds[main] && l.rank() < main.rank() {
			main = l
		}
	}
	slices.SortFunc(beside, func(a, b Layer) int { return a.rank() - b.rank() })
	beside = slices.DeleteFunc(slices.Compact(beside), func(l Layer) bool { return l == main || l == "" })
	return main, beside, fronts
}

func (p Place) compare(q Place) int {
	cached := func(p Place) int { return one(p.Cached) }
	return cmp.Or(cmp.Compare(p.Layer.rank(), q.Layer.rank()), cmp.Compare(p.Front, q.Front), cmp.Compare(p.Elsewhere, q.Elsewhere), cmp.Compare(cached(p), cached(q)))
}

// rank is l's place in [Layers].
func (l Layer) rank() int { return slices.Index(Layers, l) }
