package bundle

import (
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// What a claimant can write into the log of what was seen.
var observationLies = []lie{
	{"segment under a question no longer in force", Integrity, "entries", "no longer in force", lied(func(f *forge) {
		f.story()
		old := f.named["shop"].leaf
		f.reenter("shop", func(*record.Target) {})
		f.named["shop"].leaf = old
		f.segment("shop", refused, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"one round twice", Integrity, "entries", "does not come after", lied(func(f *forge) {
		f.story().segment("shop", refused, 121)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"round put in later", Integrity, "entries", "does not come after", lied(func(f *forge) {
		f.story().segment("shop", refused, 90)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"rounds off the grid", Integrity, "entries", "off the grid", lied(func(f *forge) {
		f.story()
		f.edit = func(_ int, e record.Entry) record.Entry {
			if s, ok := e.(record.Segment); ok {
				s.Observations[0].Round += 7
			}
			return e
		}
		f.segment("shop", refused, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"conditions of another question", Integrity, "entries", "conditions are answered", lied(func(f *forge) {
		a, _ := good("shop")
		a.Conditions = "tt"
		f.story().segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a status that meets its condition and is said not to", Integrity, "entries", "of status 200", lied(func(f *forge) {
		a, _ := good("shop")
		a.Conditions = "f"
		f.story().segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a condition unanswered where an answer came", Integrity, "entries", "conditions are answered", lied(func(f *forge) {
		a, _ := good("shop")
		a.Conditions = ""
		f.story().segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a condition answered where none came", Integrity, "entries", "stopped with tcp-refused", lied(func(f *forge) {
		a := refused
		a.Conditions = "f"
		f.story().segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a control said to have answered", Integrity, "control answers", "and none did", failing(refused, record.Answered, refused)},
	{"controls said to have failed", Integrity, "control answers", "and none did", failing(refused, record.AllFailed, steady)},
	{"nothing said of controls that all fail", Integrity, "control answers", "nothing is said of them", failing(refused, record.NotAsked, refused)},
	{"nothing said of controls that answer", Integrity, "control answers", "nothing is said of them", failing(refused, record.NotAsked, steady)},
	{"controls asked when nothing failed", Integrity, "control answers", "did not fail", failing(steady, record.Answered, steady)},
	{"controls that are not there", Integrity, "control answers", "there are none", func(t *testing.T, f *forge) []byte {
		f.enter("shop", false)
		f.edit = said(record.Answered, "shop")
		f.segment("shop", refused, 0, 1)
		f.seal(morning.Add(time.Hour))
		return f.write(f.contents(-1, int64(len(f.leaves))-1, "shop"))
	}},
	{"a control that asks controls", Integrity, "control answers", "a control says", lied(func(f *forge) {
		f.edit = said(record.Answered, "control")
		f.story()
	})},
	{"a refusal with a page", Integrity, "entries", "and yet status 200", impossible(func(a *record.Answer) { a.Fault = record.TCPRefused })},
	{"a certificate over plain HTTP", Integrity, "entries", "certificate where none", lied(func(f *forge) {
		f.story().reenter("shop", func(t *record.Target) { t.Question.URL = "http://shop.example/" })
		a, _ := good("shop")
		a.Certificate = record.Hash{1}
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a name not found at an address", Integrity, "entries", "address that was reached", impossible(func(a *record.Answer) {
		*a = record.Answer{Fault: record.DNSNotFound, Peer: a.Peer}
	})},
	{"a refusal with a certificate", Integrity, "entries", "and yet a certificate", impossible(func(a *record.Answer) {
		*a = record.Answer{Fault: record.TCPRefused, Certificate: record.Hash{1}}
	})},
	{"an answer without a status", Integrity, "entries", "without a status", impossible(func(a *record.Answer) { a.Status = 0; a.Conditions = "-" })},
	{"a body cut short without a status", Integrity, "entries", "without a status", impossible(func(a *record.Answer) { *a = record.Answer{Fault: record.BodyTruncated} })},
	{"a body without a status", Integrity, "entries", "parts of an answer", impossible(func(a *record.Answer) { *a = record.Answer{Fault: record.TCPReset, Body: record.Hash{1}} })},
	{"a reduced body that is not there", Integrity, "entries", "is not there", impossible(func(a *record.Answer) { a.Body, a.Size = record.Hash{}, 0 })},
	{"a body of no bytes that is not the empty one", Integrity, "entries", "another size than its digest", impossible(func(a *record.Answer) { a.Size = 0 })},
	{"the empty body with bytes", Integrity, "entries", "another size than its digest", impossible(func(a *record.Answer) { a.Body, a.Size = record.Sum(nil), 5000 })},
	{"a body of another size than before", Integrity, "entries", "a body of 999 bytes that had 11 before", impossible(func(a *record.Answer) { a.Size = 999 })},
	{"a status of an answer that never came", Integrity, "entries", "tcp-closed, and yet status 200", impossible(func(a *record.Answer) { a.Fault, a.Conditions = record.TCPClosed, "-" })},
	{"a reduced body of a broken answer", Integrity, "entries", "was reduced", impossible(func(a *record.Answer) { a.Fault, a.Conditions = record.TCPReset, "-" })},
	{"an expiry without a certificate", Integrity, "entries", "an expiry", impossible(func(a *record.Answer) { a.Expires = 1 })},
	{"a status without a protocol", Integrity, "entries", "protocol", impossible(func(a *record.Answer) { a.Proto = "" })},
	{"a timeout before its time", Integrity, "entries", "http-timeout after", impossible(func(a *record.Answer) { *a = record.Answer{Fault: record.HTTPTimeout} })},
	{"questions that leave an hour late", Integrity, "control answers", "three questions in a row", lied(func(f *forge) {
		f.edit = func(_ int, e record.Entry) record.Entry {
			if s, ok := e.(record.Segment); ok && s.Seq > 4 {
				for i := range s.Observations {
					s.Observations[i].Late = 3_600_000
				}
			}
			return e
		}
		f.story().segment("shop", refused, 180, 181, 182)
		f.seal(morning.Add(5 * time.Hour))
	})},
	{"questions one over the other", Integrity, "control answers", "began before", lied(func(f *forge) {
		f.story()
		f.edit = func(_ int, e record.Entry) record.Entry {
			if s, ok := e.(record.Segment); ok {
				s.Observations[0].Timing[record.PhaseFirstByte] = record.StepOf(50 * time.Minute)
			}
			return e
		}
		f.segment("shop", record.Answer{Fault: record.HTTPTimeout}, 240)
		f.edit = func(_ int, e record.Entry) record.Entry { return e }
		f.segment("shop", refused, 241)
		f.seal(morning.Add(5 * time.Hour))
	})},
	{"a target becomes a control", Integrity, "entries", "another target", lied(func(f *forge) {
		f.story().reenter("shop", func(t *record.Target) { t.Control = true })
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a new secret", Integrity, "entries", "another target", lied(func(f *forge) {
		f.story().reenter("shop", func(t *record.Target) { t.Secret = record.Hash{1} })
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a refusal after the first byte", Integrity, "entries", "was not come to", edited(9, func(s *record.Segment) { s.Observations[0].Timing[record.PhaseFirstByte] = 5 })},
}

// impossible has shop give an answer that no question has.
func impossible(edit func(*record.Answer)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		a, _ := good("shop")
		edit(&a)
		f.story().segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})
}

var steady, _ = good("control")

// said has a target's observations say something of the controls.
func said(c record.Control, name string) func(int, record.Entry) record.Entry {
	return func(_ int, e record.Entry) record.Entry {
		if s, ok := e.(record.Segment); ok && strings.HasPrefix(string(s.Chain[:]), name) {
			for i := range s.Observations {
				s.Observations[i].Control = c
			}
		}
		return e
	}
}

// failing has shop give an answer while the controls are asked every minute.
func failing(shop record.Answer, c record.Control, control record.Answer) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) { f.fails(shop, c, control) })
}

func (f *forge) fails(shop record.Answer, c record.Control, control record.Answer) {
	f.story()
	var rounds []int
	for n := 180; n < 200; n++ {
		rounds = append(rounds, n)
	}
	f.segment("control", control, rounds...)
	f.edit = said(c, "shop")
	f.segment("shop", shop, 188, 189, 190)
	f.seal(morning.Add(4 * time.Hour))
}

func edited(at int, edit func(*record.Segment)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.edit = func(leaf int, e record.Entry) record.Entry {
			if s, ok := e.(record.Segment); ok && leaf == at {
				edit(&s)
				return s
			}
			return e
		}
		f.story()
	})
}

func (f *forge) reenter(name string, edit func(*record.Target)) {
	n := f.named[name]
	n.target.Link, n.target.Site = f.link(n.chain), n.target.Site+"x"
	edit(&n.target)
	control := n.target.Control
	n.leaf = int64(len(f.leaves))
	f.add(n.target)
	n.target.Control = control
}
