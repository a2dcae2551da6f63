package bundle

import (
	"bytes"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

// What a claimant can keep as a page that was not the one seen.
var captureLies = []lie{
	{"capture of another address", Integrity, "captures", "another address", captured(func(w *warc.Capture) { w.URI = "https://other.example/" })},
	{"capture from another peer", Integrity, "captures", "another address", captured(func(w *warc.Capture) { w.Peer = refused.Peer })},
	{"capture of another time", Integrity, "captures", "it began", captured(func(w *warc.Capture) { w.Date = w.Date.Add(time.Minute) })},
	{"capture of another status", Integrity, "captures", "time or status", captured(func(w *warc.Capture) { w.Response = []byte("HTTP/1.1 503 X\r\n\r\n") })},
	{"capture of another body", Integrity, "captures", "another body", captured(func(w *warc.Capture) { w.Body = []byte("x") })},
	{"capture of a cut body", Integrity, "captures", "another body", captured(func(w *warc.Capture) { w.Truncated = true })},
	{"capture with another probe's id", Integrity, "captures", "id of another probe", captured(func(w *warc.Capture) {
		w.Request = bytes.Replace(w.Request, []byte("Id: "), []byte("Id: 0"), 1)
	})},
	{"capture from another host", Integrity, "captures", "asks the host", captured(func(w *warc.Capture) {
		w.Request = bytes.Replace(w.Request, []byte("shop.example"), []byte("shop.test"), 1)
	})},
	{"capture without an id", Integrity, "captures", "or none", captured(func(w *warc.Capture) {
		w.Request = bytes.Replace(w.Request, []byte("X-Constat-Id"), []byte("X-Other"), 1)
	})},
	{"capture with a field that its answer leaves out", Integrity, "captures", "the answer keeps", captured(func(w *warc.Capture) {
		w.Response = []byte("HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n")
	})},
	{"capture that came from a cache, and its answer does not tell", Integrity, "captures", "the answer keeps", lied(func(f *forge) {
		f.story().capture("shop", 180, func(w *warc.Capture) { w.Response = []byte("HTTP/1.1 200 OK\r\nAge: 60\r\nServer: x\r\n\r\n") })
		a, _ := good("shop")
		a.Headers = []record.Header{{Name: "Age"}}
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"capture of an age that its answer has not", Integrity, "captures", "does not have the field", lied(func(f *forge) {
		f.story().capture("shop", 180, func(w *warc.Capture) { w.Response = []byte("HTTP/1.1 200 OK\r\nAge: 60\r\n\r\n") })
		a, _ := good("shop")
		a.Headers = []record.Header{{Name: "Age", Value: "0"}}
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"capture of another page", Integrity, "captures", "its request begins", captured(func(w *warc.Capture) {
		w.Request = bytes.Replace(w.Request, []byte("GET / "), []byte("GET /old "), 1)
	})},
	{"capture by another method", Integrity, "captures", "its request begins", captured(func(w *warc.Capture) {
		w.Request = bytes.Replace(w.Request, []byte("GET "), []byte("HEAD "), 1)
	})},
	{"capture of a challenge that the answer does not tell", Integrity, "captures", "human", captured(func(w *warc.Capture) {
		w.Response = []byte("HTTP/1.1 200 OK\r\nCf-Mitigated: challenge\r\n\r\n")
	})},
	{"capture without a field that was asked for", Integrity, "captures", "lacks the field", lied(func(f *forge) {
		f.story().reenter("shop", func(t *record.Target) { t.Question.Headers = []record.Header{{Name: "x-key", Value: "1"}} })
		f.capture("shop", 180, func(*warc.Capture) {})
		a, _ := good("shop")
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"capture without the authorization", Integrity, "captures", "does not have the authorization", authorized("basic", "")},
	{"capture with a secret in it", Integrity, "captures", "does not have the authorization", authorized("basic", "Authorization: Basic dXNlcjpwYXNzd29yZA==\r\n")},
	{"capture by another authorization", Integrity, "captures", "does not have the authorization", authorized("basic", "Authorization: Bearer ***\r\n")},
	{"capture with an authorization that was not asked for", Integrity, "captures", "its question none", authorized("", "Authorization: Basic ***\r\n")},
	{"an authorization that nobody knows", Integrity, "entries", "nobody knows", authorized("digest", "Authorization: Digest ***\r\n")},
	{"an answer with a field that its capture has not", Integrity, "captures", "does not have the field", lied(func(f *forge) {
		f.story().capture("shop", 180, func(*warc.Capture) {})
		a, _ := good("shop")
		a.Headers = []record.Header{{Name: "Server", Value: "nginx"}}
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"capture of where no redirect led", Integrity, "captures", "another address", ledAway(func(w *warc.Capture) { w.URI = "https://shop.example/" })},
	{"capture with the secret taken along", Integrity, "captures", "its question none", ledAway(func(w *warc.Capture) {
		w.Request = bytes.Replace(w.Request, []byte("\r\n\r\n"), []byte("\r\nAuthorization: Basic ***\r\n\r\n"), 1)
	})},
	{"capture in a version that was not spoken", Integrity, "captures", "its request begins", ledAway(func(w *warc.Capture) {
		w.Request = bytes.Replace(w.Request, []byte("HTTP/1.1"), []byte("HTTP/2"), 1)
	})},
	{"capture of words that were not sent", Integrity, "captures", "sends 3 bytes behind its head, the question 0", captured(func(w *warc.Capture) { w.Request = append(w.Request, "q=1"...) })},
	{"capture of a round never asked", Integrity, "captures", "no observation", lied(func(f *forge) {
		f.story().capture("shop", 130, func(*warc.Capture) {})
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"capture of another answer", Integrity, "captures", "another answer", lied(func(f *forge) {
		f.story().capture("shop", 180, func(*warc.Capture) {})
		f.segment("shop", refused, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"two captures of a round", Integrity, "entries", "one round", lied(func(f *forge) {
		f.story().capture("shop", 121, func(*warc.Capture) {})
		f.capture("shop", 121, func(*warc.Capture) {})
		f.seal(morning.Add(4 * time.Hour))
	})},
}

// authorized has shop asked with an authorization, and its capture with a line
// of the request.
func authorized(way, line string) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story().reenter("shop", func(t *record.Target) { t.Question.Auth = way })
		f.capture("shop", 180, func(w *warc.Capture) {
			w.Request = bytes.Replace(w.Request, []byte("\r\n\r\n"), []byte("\r\n"+line+"\r\n"), 1)
		})
		a, _ := good("shop")
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})
}

func captured(edit func(*warc.Capture)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story().capture("shop", 180, edit)
		a, _ := good("shop")
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})
}

// ledAway has shop send a question that is let in on to another host, and the
// page of there kept as edit has it.
func ledAway(edit func(*warc.Capture)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story().reenter("shop", func(t *record.Target) { t.Question.Auth, t.Question.Follow = "basic", 1 })
		f.capture("shop", 180, func(w *warc.Capture) {
			w.URI, w.Request = "https://www.shop.example/", bytes.Replace(w.Request, []byte("Host: "), []byte("Host: www."), 1)
			edit(w)
		})
		a, _ := good("shop")
		a.Hops = []record.Hop{{URL: "https://shop.example/", Status: 301, Peer: a.Peer, Location: "https://www.shop.example/"}}
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})
}

func TestPageOfWhereARedirectLedCanBeKept(t *testing.T) {
	f := newForge(t)
	if b := verifyBytes(t, ledAway(func(*warc.Capture) {})(t, f), f.policy()); b.Verdict() != Proven {
		t.Errorf("%s: %+v", b.Verdict(), b.Checks)
	}
}
