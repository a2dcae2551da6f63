package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"constat/store/record"
	"constat/store/warc"
)

// kept checks the files that entries name: captures decode and hold the body
// they are said to hold, and no file is there that no entry names.
func (v *verifier) kept() bool {
	v.account.captures = v.fetchers("data/captures/", ".warc.gz")
	v.account.files = v.fetchers("data/files/", "")
	v.unpack()
	n, err := v.captured()
	if err == nil {
		err = v.named()
	}
	return v.try(Integrity, "captures", err, some(n,
		Words{"aucune page conservée", "no kept pages"},
		Words{"1 page conservée, sous son empreinte", "1 kept page, under its digest"},
		Words{"%d pages conservées, chacune sous son empreinte", "%d kept pages, each under its digest"}))
}

// fetchers maps digests to readers. Each name was compared with the digest of
// its file when the manifests were.
func (v *verifier) fetchers(prefix, suffix string) map[record.Hash]func() ([]byte, error) {
	out := map[record.Hash]func() ([]byte, error){}
	for _, f := range v.order {
		hex, ok := strings.CutPrefix(f.Name, prefix)
		var h record.Hash
		if !ok || h.UnmarshalText([]byte(strings.TrimSuffix(hex, suffix))) != nil {
			continue
		}
		out[h] = func() ([]byte, error) {
			b, err := v.read(f.Name)
			if err == nil && record.Sum(b) != h {
				err = fmt.Errorf("%s holds other bytes than its name says", f.Name)
			}
			return b, err
		}
	}
	return out
}

func (v *verifier) captured() (int, error) {
	n := 0
	wanted := map[record.Hash]bool{}
	for _, t := range v.account.Targets {
		for _, item := range t.Captures {
			c := item.Entry.(record.Capture)
			w, err := v.exchange(c)
			if err == nil && item.Leaf > v.disclosure.Base {
				err = v.belongs(t, item.Leaf, c, w)
			}
			if err != nil {
				return n, fmt.Errorf("leaf %d: %w", item.Leaf, err)
			}
			wanted[c.File] = true
			if !c.Kept.IsZero() {
				wanted[c.Kept] = true
			}
			n++
		}
		for _, item := range t.Requisites {
			for _, p := range item.Entry.(record.Requisites).Parts {
				for _, h := range []record.Hash{p.File, p.Kept} {
					if h.IsZero() {
						continue
					}
					if _, err := v.warc(h); err != nil {
						return n, fmt.Errorf("leaf %d: %w", item.Leaf, err)
					}
					wanted[h] = true
				}
			}
		}
	}
	for _, t := range v.account.Targets {
		for _, item := range t.Bodies {
			for _, k := range item.Entry.(record.Bodies).Kept {
				if _, err := v.warc(k.File); err != nil {
					return n, fmt.Errorf("leaf %d: %w", item.Leaf, err)
				}
				wanted[k.File] = true
			}
		}
	}
	if len(wanted) != len(v.account.captures) {
		return n, fmt.Errorf("%d captures that no entry names", len(v.account.captures)-len(wanted))
	}
	return n, nil
}

// exchange checks one entry against its WARC file and, where the body was kept
// before, against the file that holds it.
func (v *verifier) exchange(c record.Capture) (own exchanged, err error) {
	if own, err = v.warc(c.File); err != nil {
		return own, err
	}
	holder := own
	if !c.Kept.IsZero() {
		if holder, err = v.warc(c.Kept); err != nil {
			return own, err
		}
		if r := own.Refers; r == nil || r.URI != holder.URI || !r.Date.Equal(holder.Date) {
			return own, fmt.Errorf("capture %v refers to another than %v", c.File, c.Kept)
		}
	}
	if holder.Refers != nil {
		return own, fmt.Errorf("capture %v holds no body", c.File)
	}
	if holder.body != c.Body || holder.size != c.Size || holder.Truncated != c.Cut {
		return own, fmt.Errorf("capture %v holds another body than its entry says", c.File)
	}
	if record.At(own.Date) != c.Time || status(own.Response) != c.Status {
		return own, fmt.Errorf("capture %v is of another time or status than its entry says", c.File)
	}
	return own, nil
}

// status reads the status line, RFC 9112 section 4.
func status(head []byte) int {
	line, _, _ := strings.Cut(string(head), "\r\n")
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return 0
	}
	n, _ := strconv.Atoi(fields[1])
	return n
}

// belongs checks a capture against the observation of its round.
func (v *verifier) belongs(t *Target, leaf int64, c record.Capture, w exchanged) error {
	o, ok := t.taken[leaf]
	if !ok {
		return fmt.Errorf("it is of round %d, which has no observation", c.Round)
	}
	a := o.Answer
	if a.Body != c.Body || a.Size != c.Size || a.Status != c.Status || a.Normal != c.Normal || a.Rules != c.Rules || a.Cut != c.Cut {
		return fmt.Errorf("it is of another answer than leaf %d, item %d", o.Leaf, o.Item)
	}
	q, err := o.Definition.Question.After(a.Hops)
	if err != nil {
		return err
	}
	if w.URI != warc.Address(q.URL) || w.Peer != netip.AddrPortFrom(a.Peer.Addr().Unmap().WithZone(""), a.Peer.Port()) {
		return fmt.Errorf("capture %v is of another address than leaf %d, item %d", c.File, o.Leaf, o.Item)
	}
	if apart := c.Time - o.Start(); apart < -1000 || apart > 1000 {
		return fmt.Errorf("it began at %v, the observation at %v", c.Time, o.Start())
	}
	id := record.ProbeID(v.account.secret(t.Chain), o.Round)
	return errors.Join(carries(q, id, w.Request), asks(q, a.Proto, w.Request), tells(a, w.Response), keeps(a, w.Response))
}

// An exchanged is a WARC file without its body: its digest and length instead.
type exchanged struct {
	warc.Capture
	body record.Hash
	size int64
	err  error
}

// unpacking bounds how many captures are held unpacked at once, each of at most
// warc.MaxSize bytes.
const unpacking = 4

// unpack decodes each file once, however many entries name it, and holds no
// body: a thousand small files can each be large when unpacked.
func (v *verifier) unpack() {
	digests := slices.SortedFunc(maps.Keys(v.account.captures), inOrder)
	list := make([]exchanged, len(digests))
	min(v.crew, unpacking).each(len(digests), func(i int) { list[i] = v.account.exchanged(digests[i]) })
	v.exchanges = make(map[record.Hash]exchanged, len(list))
	for i, h := range digests {
		v.exchanges[h] = list[i]
	}
}

func (l *Log) exchanged(h record.Hash) exchanged {
	c, err := l.warc(h)
	if err != nil {
		return exchanged{err: err}
	}
	e := exchanged{c, record.Sum(c.Body), int64(len(c.Body)), nil}
	e.Body, e.Request, e.Response = nil, bytes.Clone(e.Request), bytes.Clone(e.Response) // no part of the file stays
	return e
}

// warc returns what a file was found to hold.
func (v *verifier) warc(h record.Hash) (exchanged, error) {
	e, ok := v.exchanges[h]
	if !ok {
		_, err := v.account.Capture(h)
		return e, err
	}
	return e, e.err
}

// maxCatalogue bounds a catalogue of default pages, in bytes; see report/loss.
const maxCatalogue = 1 << 18

// named checks that each file is named by a watch entry or an inventory, and
// each method, catalogue and list of dependencies named is there. Configurations name
// targets, which may be withheld.
func (v *verifier) named() error {
	names := map[record.Hash]bool{}
	for _, t := range v.account.Targets {
		for _, item := range t.Inventories {
			e := item.Entry.(record.Inventory)
			names[e.File] = true
			if item.Leaf > v.disclosure.Base {
				names[e.Before] = true
			}
		}
		for _, item := range t.Pictures {
			p := item.Entry.(record.Picture)
			names[p.View], names[p.Full] = true, true
		}
		for _, item := range t.Imports {
			names[item.Entry.(record.Import).File] = true
		}
	}
	for _, item := range v.account.Entries {
		w, ok := item.Entry.(record.Watch)
		if !ok {
			continue
		}
		names[w.Config] = true
		for _, h := range []record.Hash{w.Method, w.Build.Dependencies, w.Catalogue} {
			names[h] = true
			if _, there := v.account.files[h]; !there && !h.IsZero() {
				return fmt.Errorf("leaf %d names the file %v, which is not here", item.Leaf, h)
			}
		}
		if z := v.files[fileName(w.Catalogue)]; !w.Catalogue.IsZero() && z.UncompressedSize64 > maxCatalogue {
			return fmt.Errorf("leaf %d names a catalogue of %d bytes", item.Leaf, z.UncompressedSize64)
		}
	}
	// Manifests can be long: what the archive's files came to is known already.
	for _, p := range v.parts {
		if strings.HasPrefix(p.name, "data/files/") && p.name != fileName(p.sum) {
			return fmt.Errorf("%s holds other bytes than its name says", p.name)
		}
	}
	for _, h := range slices.SortedFunc(maps.Keys(v.account.files), inOrder) {
		if !names[h] {
			return fmt.Errorf("file %v is named by no entry", h)
		}
	}
	return nil
}

func inOrder(a, b record.Hash) int { return bytes.Compare(a[:], b[:]) }
