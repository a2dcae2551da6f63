package bundle

import (
	"bytes"
	"encoding/json"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/seal"
	"constat/store/warc"
)

func TestForgedStoryVerifies(t *testing.T) {
	f := newForge(t).story()
	for name, c := range map[string]Contents{"whole": f.whole(), "part": f.part(), "from the first": f.contents(-1, 13, "shop", "control"), "to the newest": f.contents(8, 18, "blog", "control")} {
		b := verifyBytes(t, f.write(c), f.policy())
		if b.Verdict() != Proven {
			t.Errorf("%s: %+v", name, b.Checks)
		}
	}
}

// Rule 6: any changed byte in a bundle makes verification fail.
func TestAnyChangedByteFails(t *testing.T) {
	guide, format, records := Guide, Format, record.Format
	defer func() { Guide, Format, record.Format = guide, format, records }()
	Guide, Format, record.Format = "guide\n", "bundle\n", "record\n"
	f := newForge(t)
	shop, _ := good("shop")
	f.add(record.Watch{Time: record.At(morning), Event: "start", Version: "1", Config: f.text("name: a\n")})
	f.enter("shop", false)
	f.enter("blog", false)
	f.capture("shop", 0, func(*warc.Capture) {})
	f.segment("shop", shop, 0)
	f.seal(morning.Add(time.Hour))
	file, policy := f.write(f.contents(-1, 5, "shop")), f.policy()
	if verifyBytes(t, file, policy).Verdict() != Proven {
		t.Fatal("the untouched bundle is not proven")
	}
	each(len(file), func(i int) {
		b := bytes.Clone(file)
		b[i] ^= 1 << (i % 8)
		if verifyBytes(t, b, policy).Verdict() != Broken {
			t.Errorf("byte %d of %d changed, and not broken", i, len(file))
		}
		if i%5 == 0 && verifyBytes(t, file[:i], policy).Verdict() != Broken {
			t.Errorf("cut to %d bytes of %d, and not broken", i, len(file))
		}
	})
	t.Logf("%d bytes", len(file))
}

func each(n int, f func(int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}

// A lie is a bundle that must not pass, and the check that must not let it.
type lie struct {
	name  string
	head  Head
	check string
	says  string
	make  func(t *testing.T, f *forge) []byte
}

func TestTamperedBundleFails(t *testing.T) {
	var all []lie
	all = append(append(append(all, archiveLies...), logLies...), disclosureLies...)
	for _, l := range all {
		t.Run(l.name, func(t *testing.T) {
			f := newForge(t)
			b := verifyBytes(t, l.make(t, f), f.policy())
			if b.Verdict() != Broken || b.Logs != nil {
				t.Fatalf("verdict %s", b.Verdict())
			}
			for _, c := range b.Checks {
				if c.Result != Failed {
					continue
				}
				if c.Head != l.head || c.Name != l.check || !strings.Contains(c.Detail.English, l.says) {
					t.Errorf("failed under %s, %s: %s", c.Head, c.Name, c.Detail.English)
				}
				if french := c.Detail.French; strings.HasPrefix(french, " ") || french == c.Detail.English {
					t.Errorf("no French for it: %s", french)
				}
				return
			}
		})
	}
}

// What anybody can do to a file, without the key or with it.
var archiveLies = []lie{
	{"trailing bytes", Integrity, "archive", "after the archive", func(t *testing.T, f *forge) []byte {
		return append(f.story().write(f.whole()), 0)
	}},
	{"bytes before", Integrity, "archive", "byte 0 is not", func(t *testing.T, f *forge) []byte {
		return append([]byte("#!/bin/sh\n"), f.story().write(f.whole())...)
	}},
	{"not an archive", Integrity, "archive", "not a bundle", func(*testing.T, *forge) []byte { return []byte("PK") }},
	{"extra file", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m["data/notes.txt"] = nil })},
	{"path upwards", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m["data/files/../../x"] = nil })},
	{"absolute path", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m["/etc/passwd"] = nil })},
	{"backslash", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m[`data\files\x`] = nil })},
	{"second spelling of a number", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m["data/entries/00"] = m["data/entries/0"] })},
	{"missing table", Integrity, "archive", "has no data/observations.csv", withFiles(func(m map[string][]byte) { delete(m, nameCSV) })},
	{"name twice", Integrity, "archive", "twice", func(t *testing.T, f *forge) []byte { return twice(t, f.story().write(f.whole())) }},
	{"deflated file", Integrity, "archive", "not stored", func(t *testing.T, f *forge) []byte { return deflated(t, f.story().write(f.whole())) }},
	{"huge length", Integrity, "archive", "longer than itself", func(t *testing.T, f *forge) []byte {
		b := f.story().write(f.whole())
		at := bytes.Index(b, []byte("PK\x01\x02"))
		copy(b[at+20:], "\xf0\xff\xff\xff\xf0\xff\xff\xff")
		return b
	}},
	{"changed byte, manifest as it was", Integrity, "archive", "data/observations.csv", func(t *testing.T, f *forge) []byte {
		b := f.story().write(f.whole())
		copy(b[bytes.LastIndex(b, []byte("tcp-refused")):], "tcp-timeout")
		return b
	}},
	{"all manifests made anew", Integrity, "signature", "signs another manifest", func(t *testing.T, f *forge) []byte {
		m := unzip(t, f.story().write(f.whole()))
		m[nameCSV] = bytes.Replace(m[nameCSV], []byte("tcp-refused"), []byte("tcp-timeout"), 1)
		return rezip(t, m, nil)
	}},
	{"signed with another key of the same name", Integrity, "signature", "no signature by the log's key", func(t *testing.T, f *forge) []byte {
		return rezip(t, unzip(t, f.story().write(f.whole())), newForge(t).key)
	}},
	{"a log by another key of the same name", Identity, "log key", "another key", func(t *testing.T, f *forge) []byte {
		other := newForge(t).story()
		return other.write(other.whole())
	}},
	{"edited table", Integrity, "table", "observations.csv", withFiles(func(m map[string][]byte) {
		m[nameCSV] = bytes.Replace(m[nameCSV], []byte("tcp-refused"), []byte("tcp-timeout"), 1)
	})},
	{"origin that obeys nobody", Integrity, "disclosure", "NAME/EPOCH", func(t *testing.T, f *forge) []byte {
		f.story()
		return rezip(t, renamedTo(t, unzip(t, f.write(f.whole())), "saguenay-1/1", "sag\u001b[2Juenay/1"), f.key)
	}},
	{"policy without the key", Integrity, "disclosure", "does not name", withFiles(func(m map[string][]byte) { m[namePolicy] = []byte("quorum none\n") })},
	{"hash line spelled otherwise", Integrity, "tree", "one form", withFiles(func(m map[string][]byte) {
		m[nameHashes] = bytes.ReplaceAll(m[nameHashes], []byte(" "), []byte("  "))
	})},
	{"runs cut otherwise", Integrity, "tree", "runs", withFiles(func(m map[string][]byte) {
		b := m["data/entries/8"]
		n := 2 + int(b[0])<<8 + int(b[1])
		m["data/entries/8"], m["data/entries/9"] = b[:n], b[n:]
	})},
	{"entry cut short", Integrity, "tree", "cut short", withFiles(func(m map[string][]byte) { m["data/entries/8"] = m["data/entries/8"][:40] })},
	{"answers out of order", Integrity, "entries", "order of digest", withFiles(func(m map[string][]byte) {
		lines := bytes.SplitAfter(m[nameAnswers], []byte("\n"))
		m[nameAnswers] = bytes.Join([][]byte{lines[1], lines[0], bytes.Join(lines[2:], nil)}, nil)
	})},
	{"answer that nothing cites", Integrity, "entries", "no observation cites", func(t *testing.T, f *forge) []byte {
		more := f.story().whole().Answers
		return f.rezipped(t, func(m map[string][]byte) {
			b, _ := good("unseen")
			more = append(more, b.Encode())
			slices.SortFunc(more, func(a, b []byte) int {
				x, y := record.Sum(a), record.Sum(b)
				return bytes.Compare(x[:], y[:])
			})
			m[nameAnswers] = lines(more)
		})
	}},
	{"answer left out", Integrity, "entries", "is not here", func(t *testing.T, f *forge) []byte {
		return f.story().rezipped(t, func(m map[string][]byte) { m[nameAnswers] = nil })
	}},
	{"file that nothing names", Integrity, "captures", "named by no entry", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			b := []byte("x")
			c.Files = append(c.Files, list(map[record.Hash][]byte{record.Sum(b): b})...)
		})
	}},
	{"method left out", Integrity, "captures", "names the method", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) { c.Files = nil })
	}},
	{"capture left out", Integrity, "captures", "is not in this bundle", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) { c.Captures = nil })
	}},
	{"bundle in a bundle in a bundle", Integrity, "archive", "carries bundles", func(t *testing.T, f *forge) []byte {
		inner, middle := newForge(t).story(), newForge(t).story()
		carried := middle.nest(middle.whole(), "a", inner.write(inner.whole()))
		return f.story().nest(f.whole(), "b", carried)
	}},
	{"one log twice", Integrity, "archive", "twice", func(t *testing.T, f *forge) []byte {
		f.story()
		return f.nest(f.whole(), "again", f.write(f.part()))
	}},
	{"broken bundle within", Integrity, "signature", "no signature", func(t *testing.T, f *forge) []byte {
		inner := newForge(t).story()
		return f.story().nest(f.whole(), "b", rezip(t, unzip(t, inner.write(inner.whole())), newForge(t).key))
	}},
	{"checkpoint of another log", Integrity, "checkpoints", "no signature", func(t *testing.T, f *forge) []byte {
		other := newForge(t).story()
		return f.story().with(f.whole(), func(c *Contents) { c.Checkpoints[19] = other.heads[19] })
	}},
	{"checkpoint under another size", Integrity, "checkpoints", "is for 9 leaves", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) { c.Checkpoints[14] = f.heads[9] })
	}},
	{"checkpoint too many", Completeness, "seals", "checkpoints are shown", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) { c.Checkpoints[9] = f.heads[9] })
	}},
	{"newest checkpoint that ends with no seal", Completeness, "seals", "seal 19 is not shown", func(t *testing.T, f *forge) []byte {
		f.story().add(record.Note{Time: 1, Text: "after"})
		f.sign()
		c := f.contents(-1, 18, "shop", "blog", "control")
		c.Disclosure.To = c.Disclosure.Made
		return f.write(c)
	}},
}

// renamedTo writes another origin into the disclosure.
func renamedTo(t *testing.T, m map[string][]byte, old, name string) map[string][]byte {
	b, err := json.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	m[nameDisclosure] = bytes.Replace(m[nameDisclosure], []byte(`"origin": "`+old+`"`), append([]byte(`"origin": `), b...), 1)
	return m
}

func withFiles(edit func(map[string][]byte)) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		m := unzip(t, f.story().write(f.part()))
		edit(m)
		refresh(m)
		return rezip(t, m, f.key)
	}
}

// refresh brings bag-info.txt up to what the payload holds.
func refresh(m map[string][]byte) {
	var payload []part
	for name, b := range m {
		if strings.HasPrefix(name, "data/") {
			payload = append(payload, data(name, b))
		}
	}
	if d, err := decodeDisclosure(m[nameDisclosure]); err == nil {
		m[nameInfo] = []byte(info(d, payload))
	}
}

func (f *forge) rezipped(t *testing.T, edit func(map[string][]byte)) []byte {
	m := unzip(t, f.write(f.whole()))
	edit(m)
	refresh(m)
	return rezip(t, m, f.key)
}

func (f *forge) with(c Contents, edit func(*Contents)) []byte {
	edit(&c)
	return f.write(c)
}

func (f *forge) nest(c Contents, name string, file []byte) []byte {
	c.Nested = []Nested{{name, int64(len(file)), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(file)), nil }}}
	return f.write(c)
}

// What a claimant can write into the log from the beginning.
var logLies = []lie{
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
	{"a refusal after the first byte", Integrity, "entries", "was not come to", edited(9, func(s *record.Segment) { s.Observations[0].Timing[record.PhaseFirstByte] = 5 })},
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
	{"an answer with a field that its capture has not", Integrity, "captures", "does not have the field", lied(func(f *forge) {
		f.story().capture("shop", 180, func(*warc.Capture) {})
		a, _ := good("shop")
		a.Headers = []record.Header{{Name: "Server", Value: "nginx"}}
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})},
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
	{"seal that counts too few", Completeness, "own entries", "seal 13 counts", sealed(13, func(s *record.Seal) { *count(s, record.KindSegment)-- })},
	{"seal that hides a note", Completeness, "own entries", "kind note", sealed(13, func(s *record.Seal) {
		s.Counts = slices.DeleteFunc(s.Counts, func(c record.Count) bool { return c.Kind == record.KindNote })
		*count(s, record.KindSegment)++
	})},
	{"seal that counts segments as targets", Completeness, "own entries", "kind segment", sealed(13, func(s *record.Seal) { *count(s, record.KindTarget)++; *count(s, record.KindSegment)-- })},
	{"seal that cites a later checkpoint", Completeness, "own entries", "cites a checkpoint", sealed(13, func(s *record.Seal) { s.Previous.Size = 12 })},
	{"seal that counts more targets", Completeness, "targets", "not one of the seal's", sealed(18, func(s *record.Seal) { s.Targets++ })},
	{"seal that counts more controls", Completeness, "controls", "seal counts 2", sealed(18, func(s *record.Seal) { s.Controls++ })},
	{"a watch of more controls than there are", Completeness, "controls", "watches 2 targets and 5 controls", watching(2, 5)},
	{"a watch of more targets than there are", Completeness, "controls", "watches 4 targets", watching(4, 1)},
	{"seal over other rows", Completeness, "targets", "not one of the seal's", sealed(18, func(s *record.Seal) { s.Rows[0]++ })},
	{"leaf that cites another one before", Completeness, "targets", "does not follow", edited(9, func(s *record.Segment) { s.Prev[0]++ })},
	{"leaf that skips a number", Completeness, "targets", "does not follow", edited(9, func(s *record.Segment) { s.Seq++ })},
	{"leaf bound to nothing", Completeness, "targets", "no entries", lied(func(f *forge) {
		f.rows[record.Chain{1}] = &record.Row{Chain: record.Chain{1}}
		f.named["ghost"] = &forged{chain: record.Chain{1}}
		f.story()
	}, "ghost")},
	{"the second seal cites another first checkpoint", Completeness, "own entries", "another checkpoint", func(t *testing.T, f *forge) []byte {
		f.edit = func(leaf int, e record.Entry) record.Entry {
			if s, ok := e.(record.Seal); ok && leaf == 13 {
				s.Previous.Root[0]++
				return s
			}
			return e
		}
		return f.story().write(f.part())
	}},
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

func watching(targets, controls int) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.edit = func(_ int, e record.Entry) record.Entry {
			if w, ok := e.(record.Watch); ok {
				w.Targets, w.Controls = targets, controls
				return w
			}
			return e
		}
		f.story()
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

func count(s *record.Seal, k record.Kind) *int64 {
	for i := range s.Counts {
		if s.Counts[i].Kind == k {
			return &s.Counts[i].Count
		}
	}
	return new(int64)
}

// lied shows the whole of a log that write wrote.
func lied(write func(*forge), more ...string) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		write(f)
		return f.write(f.contents(-1, int64(len(f.leaves))-1, append(more, "shop", "blog", "control")...))
	}
}

func captured(edit func(*warc.Capture)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story().capture("shop", 180, edit)
		a, _ := good("shop")
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})
}

func sealed(at int, edit func(*record.Seal)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.edit = func(leaf int, e record.Entry) record.Entry {
			if s, ok := e.(record.Seal); ok && leaf == at {
				edit(&s)
				return s
			}
			return e
		}
		f.story()
	})
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

// What a claimant can leave out of a bundle, or pick for it.
var disclosureLies = []lie{
	{"a leaf left out and nothing in its place", Integrity, "tree", "leaf 10 is neither", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Leaves = without(c.Leaves, 10) })
	}},
	{"two leaves changed for each other", Integrity, "tree", "signs root", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			c.Leaves[9].Bytes, c.Leaves[14].Bytes = c.Leaves[14].Bytes, c.Leaves[9].Bytes
		})
	}},
	{"an edited leaf", Integrity, "tree", "signs root", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			c.Leaves[10].Bytes = bytes.Replace(c.Leaves[10].Bytes, []byte("opened"), []byte("closed"), 1)
		})
	}},
	{"a hash over a shown leaf", Integrity, "tree", "one over the other", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			c.Leaves[10].Bytes = bytes.Replace(c.Leaves[10].Bytes, []byte("opened"), []byte("closed"), 1)
			c.Nodes = []Node{{Span{Lo: 10, Hi: 11}, record.Hash(f.root(Span{Lo: 10, Hi: 11}))}}
		})
	}},
	{"a hash over a run with a shown leaf", Integrity, "tree", "leaf 12 is neither", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			c.Leaves[10].Bytes = bytes.Replace(c.Leaves[10].Bytes, []byte("opened"), []byte("closed"), 1)
			c.Leaves = append(c.Leaves[:8:8], c.Leaves[9:]...)
			c.Nodes = []Node{{Span{Lo: 8, Hi: 12}, record.Hash(f.root(Span{Lo: 8, Hi: 12}))}}
		})
	}},
	{"hashes in smaller pieces", Integrity, "tree", "hashes are given", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) {
			var pieces []Node
			for _, n := range c.Nodes {
				for i := n.Lo; i < n.Hi; i++ {
					pieces = append(pieces, Node{Span{Lo: i, Hi: i + 1}, record.Hash(f.root(Span{Lo: i, Hi: i + 1}))})
				}
			}
			c.Nodes = pieces
		})
	}},
	{"a note left out", Completeness, "own entries", "kind note", hidden(10)},
	{"a bad hour left out", Completeness, "targets", "lead to", hidden(9)},
	{"the middle left out", Completeness, "targets", "does not follow", func(t *testing.T, f *forge) []byte {
		return f.story().hide(f.contents(-1, 18, "shop", "control"), 9)
	}},
	{"the tail left out", Completeness, "targets", "lead to", func(t *testing.T, f *forge) []byte {
		return f.story().hide(f.contents(-1, 18, "shop", "control"), 14)
	}},
	{"a capture left out", Completeness, "targets", "does not follow", func(t *testing.T, f *forge) []byte {
		return f.story().hide(f.contents(-1, 18, "shop", "control"), 4)
	}},
	{"a control left out", Completeness, "controls", "0 control targets", func(t *testing.T, f *forge) []byte {
		return f.story().write(f.contents(8, 13, "shop"))
	}},
	{"a custody entry from before picked", Completeness, "seals", "leaf 10 lies outside", func(t *testing.T, f *forge) []byte {
		return f.story().show(f.contents(13, 18, "shop", "control"), 10)
	}},
	{"an outage from before the base picked", Completeness, "seals", "leaf 9 lies outside", func(t *testing.T, f *forge) []byte {
		return f.story().show(f.contents(13, 18, "shop", "control"), 9)
	}},
	{"an outage from after the end picked", Completeness, "seals", "leaf 9 lies outside", func(t *testing.T, f *forge) []byte {
		return f.story().show(f.contents(-1, 8, "shop", "control"), 9)
	}},
	{"a row without entries", Completeness, "own entries", "kind segment", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) {
			c.Disclosure.Chains = append([]Chain{f.chain(f.named["blog"].chain, 8, 13)}, c.Disclosure.Chains...)
		})
	}},
	{"entries without a row", Completeness, "targets", "but no row", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains = c.Disclosure.Chains[:1] })
	}},
	{"a row of another seal", Completeness, "targets", "not one of the seal's", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].End = f.opening(f.named["shop"].chain, 18) })
	}},
	{"a row of another chain", Completeness, "targets", "another chain", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[0].End = f.opening(f.named["blog"].chain, 13) })
	}},
	{"rows out of order", Completeness, "targets", "not after", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].End = f.opening(f.named["blog"].chain, 13) })
	}},
	{"an edited row", Completeness, "targets", "not one of the seal's", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].End.Row.Rounds++ })
	}},
	{"a chain said to be younger than the base", Completeness, "targets", "stands before", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].Base = nil })
	}},
	{"another secret", Completeness, "targets", "secret", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].Secret[0]++ })
	}},
	{"a base later than the time it says", Completeness, "seals", "after the time", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.From -= 60_000 })
	}},
	{"a base and no time", Completeness, "seals", "after the time", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.From = 0 })
	}},
	{"an end before the time it says", Completeness, "seals", "before the time", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.To += 60_000 })
	}},
	{"another date", Completeness, "seals", "date", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Made++ })
	}},
	{"an end that is no seal", Completeness, "seals", "no checkpoint ends", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.End = 12 })
	}},
	{"an end before the base", Completeness, "seals", "from leaf 13 to leaf 8", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Base, c.Disclosure.End = 13, 8 })
	}},
}

func hidden(leaf int64) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte { return f.story().hide(f.part(), leaf) }
}

// hide gives a hash in place of a leaf.
func (f *forge) hide(c Contents, leaf int64) []byte {
	c.Leaves = without(c.Leaves, leaf)
	f.complete(&c)
	return f.write(c)
}

// show adds a leaf.
func (f *forge) show(c Contents, leaf int64) []byte {
	var out []Leaf
	for _, l := range f.leaves {
		for _, have := range c.Leaves {
			if have.Index == l.Index && l.Index != leaf {
				out = append(out, l)
			}
		}
		if l.Index == leaf {
			out = append(out, l)
		}
	}
	c.Leaves = out
	f.complete(&c)
	return f.write(c)
}

func without(leaves []Leaf, index int64) (out []Leaf) {
	for _, l := range leaves {
		if l.Index != index {
			out = append(out, l)
		}
	}
	return out
}

// An unknown log is unchecked, not proven; no policy proves nothing.
func TestTrustComesFromOutside(t *testing.T) {
	f := newForge(t).story()
	file := f.write(f.whole())
	if v := verifyBytes(t, file, nil).Verdict(); v != Partial {
		t.Errorf("without a policy: %s", v)
	}
	other, err := seal.NewKey("paris-1/1")
	if err != nil {
		t.Fatal(err)
	}
	p, err := seal.ParsePolicy([]byte("log " + other.Verifier() + "\nquorum none\n"))
	if err != nil {
		t.Fatal(err)
	}
	if v := verifyBytes(t, file, p).Verdict(); v != Partial {
		t.Errorf("with a policy of another log: %s", v)
	}
}

// Words for people may be of another edition; then nothing vouches for them,
// and nothing else is broken.
func TestAnotherGuideIsNotVouchedFor(t *testing.T) {
	f := newForge(t)
	b := verifyBytes(t, withFiles(func(m map[string][]byte) { m[nameReadme] = append(m[nameReadme], '!') })(t, f), f.policy())
	if b.Verdict() != Partial {
		t.Fatalf("verdict %s", b.Verdict())
	}
	for _, c := range b.Checks {
		if c.Result == Unchecked && c.Name != "guide" {
			t.Errorf("%s: %s", c.Name, c.Detail.English)
		}
	}
}
