package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/seal"
	"constat/store/warc"
)

// A forge writes a log as a claimant can who holds the key: well formed, and
// with whatever lies edit puts in.
type forge struct {
	t       testing.TB
	key     *seal.Key
	drawn   string                                      // stands for the chance in chains and secrets
	edit    func(leaf int, e record.Entry) record.Entry // before it is written
	leaves  []Leaf
	kinds   map[record.Kind]int64
	rows    map[record.Chain]*record.Row
	named   map[string]*forged
	sealed  map[int64][]record.Row
	heads   map[int64][]byte
	last    record.Head
	lists   []record.Hash // manifests, in order
	answers map[record.Hash][]byte
	files   map[record.Hash][]byte
	warcs   map[record.Hash][]byte

	witnesses []*seal.WitnessKey
	cosigned  map[int64][]*seal.WitnessKey // who cosigned, by size
}

// A forged target.
type forged struct {
	chain  record.Chain
	target record.Target
	leaf   int64
	secret [32]byte
	file   record.Hash // the newest WARC file
}

var morning = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func newForge(t testing.TB) *forge {
	t.Helper()
	key, err := seal.NewKey("saguenay-1/1")
	if err != nil {
		t.Fatal(err)
	}
	return &forge{t: t, key: key, edit: func(_ int, e record.Entry) record.Entry { return e }, kinds: map[record.Kind]int64{},
		rows: map[record.Chain]*record.Row{}, named: map[string]*forged{}, sealed: map[int64][]record.Row{}, heads: map[int64][]byte{},
		answers: map[record.Hash][]byte{}, files: map[record.Hash][]byte{}, warcs: map[record.Hash][]byte{}}
}

func (f *forge) add(e record.Entry) record.Hash {
	f.t.Helper()
	if e = f.edit(len(f.leaves), e); e == nil {
		return record.Hash{}
	}
	b, err := record.Encode(e)
	if err != nil {
		f.t.Fatal(err)
	}
	f.leaves = append(f.leaves, Leaf{int64(len(f.leaves)), b})
	f.kinds[e.Kind()]++
	h := record.Hash(seal.LeafHash(b))
	if link, bound := record.LinkOf(e); bound {
		r := f.rows[link.Chain]
		r.Leaves++
		r.Head = h
		if s, ok := e.(record.Segment); ok {
			r.Segments++
			r.Rounds += uint64(len(s.Observations))
		}
	}
	return h
}

func (f *forge) link(c record.Chain) record.Link {
	return record.Link{Chain: c, Seq: f.rows[c].Leaves, Prev: f.rows[c].Head}
}

func (f *forge) enter(name string, control bool) {
	f.enterAs(name, control, record.Question{Kind: "http", URL: "https://" + name + ".example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20, Conditions: []string{"[STATUS] == 200"}})
}

func (f *forge) enterAs(name string, control bool, q record.Question) {
	n := &forged{secret: sha256.Sum256([]byte(name + f.drawn))}
	copy(n.chain[:], name+f.drawn)
	f.rows[n.chain] = &record.Row{Chain: n.chain}
	n.target = record.Target{Link: f.link(n.chain), Time: record.At(morning), Name: name, Control: control, Interval: 600,
		Question: q, Secret: record.Sum(n.secret[:])}
	f.named[name] = n
	n.leaf = int64(len(f.leaves))
	f.add(n.target)
}

func roundAt(n int) record.Round { return record.Round(morning.UnixMilli()/100) + record.Round(n)*600 }

func good(name string) (record.Answer, []byte) {
	body := []byte("<p>" + name + "</p>")
	return record.Answer{Status: 200, Proto: "HTTP/1.1", Peer: netip.MustParseAddrPort("192.0.2.7:443"), Conditions: "t",
		Body: record.Sum(body), Size: int64(len(body)), Normal: record.Sum(append(body, '!')), Rules: "page/1"}, body
}

var refused = record.Answer{Fault: record.TCPRefused, Detail: "connection refused"}

func (f *forge) answer(a record.Answer) record.Hash {
	b := a.Encode()
	f.answers[record.Sum(b)] = b
	return record.Sum(b)
}

// segment writes one observation for each round.
func (f *forge) segment(name string, a record.Answer, rounds ...int) {
	n := f.named[name]
	s := record.Segment{Link: f.link(n.chain), Target: n.leaf}
	for _, r := range rounds {
		o := record.Observation{Round: roundAt(r), Late: 1, Answer: f.answer(a)}
		for p := range o.Timing {
			if a.Fault == record.NoFault || p <= record.PhaseConnect {
				o.Timing[p] = record.StepOf(time.Duration(p+1+r) * time.Millisecond)
			}
		}
		s.Observations = append(s.Observations, o)
	}
	f.add(s)
}

// capture keeps the good answer of a round.
func (f *forge) capture(name string, round int, edit func(*warc.Capture)) warc.Capture {
	n := f.named[name]
	a, body := good(name)
	w := warc.Capture{URI: n.target.Question.URL, Date: time.UnixMilli(roundAt(round).Millis() + 1), Peer: a.Peer,
		Request:  fmt.Appendf(nil, "GET / HTTP/1.1\r\nHost: %s\r\nX-Constat-Id: %s\r\n\r\n", name+".example", record.ProbeID(n.secret, roundAt(round))),
		Response: []byte("HTTP/1.1 200 OK\r\n\r\n"), Body: body}
	edit(&w)
	b, err := warc.Encode(w)
	if err != nil {
		f.t.Fatal(err)
	}
	file := record.Sum(b)
	f.warcs[file], n.file = b, file
	f.add(record.Capture{Link: f.link(n.chain), Time: record.At(w.Date), Round: roundAt(round), Reason: "first", Status: a.Status,
		Body: a.Body, Size: a.Size, Normal: a.Normal, Rules: a.Rules, File: file})
	return w
}

func (f *forge) text(s string) record.Hash {
	f.files[record.Sum([]byte(s))] = []byte(s)
	return record.Sum([]byte(s))
}

func salt(leaf int64, c record.Chain) Salt {
	h := record.Sum(fmt.Append(nil, leaf, c))
	return Salt(h[:16])
}

func (f *forge) seal(at time.Time) {
	leaf := int64(len(f.leaves))
	s := record.Seal{Time: record.At(at), Previous: f.last, Targets: len(f.rows)}
	f.kinds[record.KindSeal]++
	for _, k := range record.Kinds {
		if f.kinds[k] > 0 {
			s.Counts = append(s.Counts, record.Count{Kind: k, Count: f.kinds[k]})
		}
	}
	f.kinds[record.KindSeal]--
	f.sealed[leaf] = f.standing()
	for _, n := range f.named {
		if n.target.Control {
			s.Controls++
		}
	}
	root, err := seal.RowsRoot(salted(leaf, f.sealed[leaf]))
	if err != nil {
		f.t.Fatal(err)
	}
	s.Rows = record.Hash(root)
	f.add(s)
	f.sign()
}

func (f *forge) standing() []record.Row {
	var out []record.Row
	for _, r := range f.rows {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b record.Row) int { return bytes.Compare(a.Chain[:], b.Chain[:]) })
	return out
}

func salted(leaf int64, rows []record.Row) (out [][]byte) {
	for _, r := range rows {
		out = append(out, r.Salted(salt(leaf, r.Chain)))
	}
	return out
}

func (f *forge) root(s Span) seal.Hash {
	h, err := seal.Root(s.Hi-s.Lo, func(t Span) (seal.Hash, bool) {
		return seal.LeafHash(f.leaves[s.Lo+t.Lo].Bytes), t.Hi-t.Lo == 1
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return h
}

func (f *forge) sign() {
	size := int64(len(f.leaves))
	c := seal.Checkpoint{Origin: f.key.Name(), Size: size, Root: f.root(Span{Lo: 0, Hi: size})}
	signed, err := seal.Sign(c, f.key)
	if err != nil {
		f.t.Fatal(err)
	}
	f.heads[size], f.last = signed, record.Head{Size: size, Root: record.Hash(c.Root)}
}

// story writes three hours: shop is good, fails, is good again.
//
//	 0 watch   1-3 targets  4 capture  5-7 segments   8 seal
//	 9 shop fails  10 note  11-12 segments           13 seal
//	14 shop is good again   15 custody  16-17 segments  18 seal
func (f *forge) story() *forge {
	shop, _ := good("shop")
	blog, _ := good("blog")
	control, _ := good("control")
	f.add(record.Watch{Time: record.At(morning), Event: "start", Version: "1", Config: f.text("name: saguenay-1\n"), Method: f.text("method\n"), Targets: 2, Controls: 1,
		Build: record.Build{Dependencies: f.text("example.org/m v1.0.0 h1:x\n")}})
	f.enter("shop", false)
	f.enter("blog", false)
	f.enter("control", true)
	f.capture("shop", 0, func(*warc.Capture) {})
	f.segment("shop", shop, 0, 1, 2)
	f.segment("blog", blog, 0, 1, 2)
	f.segment("control", control, 0, 1, 2)
	f.seal(morning.Add(time.Hour))
	f.answeredBy(record.Answered, func() { f.segment("shop", refused, 60, 61) })
	f.add(record.Note{Time: record.At(morning.Add(time.Hour)), Text: "ticket opened"})
	f.segment("blog", blog, 60, 61)
	f.segment("control", control, 60, 61)
	f.seal(morning.Add(2 * time.Hour))
	f.segment("shop", shop, 120, 121)
	f.add(record.Custody{Time: record.At(morning.Add(2 * time.Hour)), Role: "operator", Act: "bundle-exported"})
	f.segment("blog", blog, 120, 121)
	f.segment("control", control, 120, 121)
	f.seal(morning.Add(3 * time.Hour))
	return f
}

// answeredBy has the observations that write adds say that of the controls,
// unless an edit of the test's own says something.
func (f *forge) answeredBy(c record.Control, write func()) {
	own, all := f.edit, said(c, "")
	f.edit = func(n int, e record.Entry) record.Entry { return own(n, all(n, e)) }
	write()
	f.edit = own
}

// contents discloses what lies between two seals of the named targets.
func (f *forge) contents(base, end int64, names ...string) Contents {
	newest := int64(len(f.leaves))
	d := Disclosure{Schema: DisclosureSchema, Origin: f.key.Name(), Key: f.key.Verifier(), Software: "constat test",
		Made: f.sealAt(newest - 1).Time, Base: base, End: end, Chains: []Chain{}}
	if base >= 0 {
		d.From = f.sealAt(base).Time
	}
	if end+1 < newest {
		d.To = f.sealAt(end).Time
	}
	c := Contents{Checkpoints: map[int64][]byte{end + 1: f.heads[end+1], newest: f.heads[newest]}, Cosigned: map[int64][]byte{}, Policy: f.statement()}
	for size, by := range f.cosigned {
		c.Cosigned[size] = f.withCosignatures(size, by...)
	}
	if base >= 0 {
		c.Checkpoints[base+1] = f.heads[base+1]
	}
	shown := map[record.Chain]bool{}
	for _, name := range names {
		shown[f.named[name].chain] = true
	}
	for _, r := range f.sealed[end] {
		if shown[r.Chain] {
			d.Chains = append(d.Chains, f.chain(r.Chain, base, end))
		}
	}
	c.Disclosure = d
	for _, leaf := range f.leaves {
		if f.shows(leaf, base, end, shown) {
			c.Leaves = append(c.Leaves, leaf)
		}
	}
	f.complete(&c)
	return c
}

func (f *forge) sealAt(leaf int64) record.Seal {
	e, err := record.Decode(f.leaves[leaf].Bytes)
	if err != nil {
		f.t.Fatal(err)
	}
	s, _ := e.(record.Seal)
	return s
}

func (f *forge) shows(leaf Leaf, base, end int64, shown map[record.Chain]bool) bool {
	e, err := record.Decode(leaf.Bytes)
	if err != nil {
		f.t.Fatal(err)
	}
	link, bound := record.LinkOf(e)
	switch {
	case f.closed() >= 0 && leaf.Index >= f.closed() && (!bound || shown[link.Chain]):
		return true
	case leaf.Index > end:
		return leaf.Index == int64(len(f.leaves))-1
	case leaf.Index > base:
		return !bound || shown[link.Chain]
	}
	if e.Kind() == record.KindInventory {
		return shown[link.Chain] && !f.listedBetween(leaf.Index+1, base)
	}
	return leaf.Index == base || e.Kind() == record.KindWatch || (bound && shown[link.Chain] && e.Kind() != record.KindSegment)
}

// closed is the leaf that closed the log, -1 for none.
func (f *forge) closed() int64 {
	return int64(slices.IndexFunc(f.leaves, func(l Leaf) bool { return record.KindOf(l.Bytes) == record.KindClose }))
}

func (f *forge) listedBetween(lo, hi int64) bool {
	return slices.ContainsFunc(f.leaves[lo:hi], func(l Leaf) bool { return record.KindOf(l.Bytes) == record.KindInventory })
}

// chain opens the rows of one chain.
func (f *forge) chain(id record.Chain, base, end int64) Chain {
	var secret [32]byte
	for _, n := range f.named {
		if n.chain == id {
			secret = n.secret
		}
	}
	c := Chain{Chain: id, Secret: record.Hash(secret), End: f.opening(id, end)}
	if base >= 0 {
		o := f.opening(id, base)
		c.Base = &o
	}
	return c
}

func (f *forge) opening(id record.Chain, leaf int64) Opening {
	rows := f.sealed[leaf]
	i := slices.IndexFunc(rows, func(r record.Row) bool { return r.Chain == id })
	proof, err := seal.ProveRow(salted(leaf, rows), int64(i))
	if err != nil {
		f.t.Fatal(err)
	}
	o := Opening{Salt: salt(leaf, id), Row: rows[i], Index: int64(i), Proof: []record.Hash{}}
	for _, p := range proof {
		o.Proof = append(o.Proof, record.Hash(p))
	}
	return o
}

// complete gives the hashes, answers and files that go with the leaves.
func (f *forge) complete(c *Contents) {
	c.Nodes, c.Answers, c.Files, c.Captures = nil, nil, nil, nil
	for _, s := range Hidden(c.Leaves, c.Sizes()) {
		c.Nodes = append(c.Nodes, Node{s, record.Hash(f.root(s))})
	}
	answers, files, captures := map[record.Hash][]byte{}, map[record.Hash][]byte{}, map[record.Hash][]byte{}
	for _, leaf := range c.Leaves {
		e, _ := record.Decode(leaf.Bytes)
		switch e := e.(type) {
		case record.Segment:
			for _, o := range e.Observations {
				answers[o.Answer] = f.answers[o.Answer]
			}
		case record.Watch:
			for _, h := range []record.Hash{e.Config, e.Method, e.Build.Dependencies, e.Catalogue} {
				files[h] = f.files[h]
			}
		case record.Import:
			files[e.File] = f.files[e.File]
		case record.Inventory:
			files[e.File] = f.files[e.File]
			if leaf.Index > c.Disclosure.Base {
				files[e.Before] = f.files[e.Before]
			}
		case record.Picture:
			for _, h := range []record.Hash{e.View, e.Full} {
				if f.files[h] != nil {
					files[h] = f.files[h]
				}
			}
		case record.Capture:
			captures[e.File] = f.warcs[e.File]
		case record.Bodies:
			for _, k := range e.Kept {
				if f.warcs[k.File] != nil {
					captures[k.File] = f.warcs[k.File]
				}
			}
		case record.Requisites:
			for _, p := range e.Parts {
				if f.warcs[p.File] != nil {
					captures[p.File] = f.warcs[p.File]
				}
			}
		}
	}
	for _, file := range list(answers) {
		r, _ := file.Open()
		b, _ := io.ReadAll(r)
		c.Answers = append(c.Answers, b)
	}
	delete(files, record.Hash{})
	c.Files, c.Captures = list(files), list(captures)
}

func list(m map[record.Hash][]byte) (out []File) {
	for h, b := range m {
		out = append(out, File{h, int64(len(b)), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }})
	}
	slices.SortFunc(out, func(a, b File) int { return bytes.Compare(a.Digest[:], b.Digest[:]) })
	return out
}

func (f *forge) write(c Contents) []byte {
	f.t.Helper()
	var b bytes.Buffer
	if err := Write(&b, c, f.key); err != nil {
		f.t.Fatal(err)
	}
	return b.Bytes()
}

func (f *forge) whole() Contents { return f.contents(-1, 18, "shop", "blog", "control") }

// part shows shop and the control between the first seal and the second.
func (f *forge) part() Contents { return f.contents(8, 13, "shop", "control") }

// policy names the log, and its witnesses if it has any: the first must have
// cosigned.
func (f *forge) policy() *seal.Policy {
	text, quorum := "log "+f.key.Verifier()+"\n", "none"
	for i, w := range f.witnesses {
		text += fmt.Sprintf("witness w%d %s\n", i, w.Witness)
		quorum = "w0"
	}
	p, err := seal.ParsePolicy([]byte(text + "quorum " + quorum + "\n"))
	if err != nil {
		f.t.Fatal(err)
	}
	return p
}

// unzip returns the files of an archive by name.
func unzip(t testing.TB, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// rezip writes files as a bundle again, with manifests that fit, and with a
// signature that fits if key is given.
func rezip(t testing.TB, files map[string][]byte, key *seal.Key) []byte {
	t.Helper()
	parts := func(keep func(string) bool) (out []part) {
		for name, b := range files {
			if keep(name) {
				out = append(out, data(name, b))
			}
		}
		byName(out)
		return out
	}
	payload := parts(func(n string) bool { return !tagNames[n] })
	files[nameManifest] = []byte(manifest(payload))
	tags := parts(func(n string) bool { return n == nameInfo || n == nameBagit || n == nameManifest })
	files[nameTags] = []byte(manifest(tags))
	if key != nil {
		sig, err := seal.SignText(tagNoteText(key.Name(), files[nameTags]), key)
		if err != nil {
			t.Fatal(err)
		}
		files[nameNote] = sig
	}
	var b bytes.Buffer
	if err := writeArchive(&b, parts(func(string) bool { return true })); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func verifyBytes(t testing.TB, file []byte, p *seal.Policy) *Bundle {
	t.Helper()
	b, err := Verify("b.zip", bytes.NewReader(file), int64(len(file)), p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// without writes the whole bundle but for one file beside the log.
func (f *forge) without(h record.Hash) []byte {
	return f.with(f.whole(), func(c *Contents) {
		c.Files = slices.DeleteFunc(c.Files, func(file File) bool { return file.Digest == h })
	})
}
