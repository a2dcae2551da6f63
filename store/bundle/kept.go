package bundle

import (
	"fmt"
	"strings"

	"constat/store/record"
	"constat/store/warc"
)

// kept checks the files that entries name: captures decode and hold the body
// they are said to hold, and no file is there that no entry names.
func (v *verifier) kept() bool {
	v.account.captures = v.fetchers("data/captures/", ".warc.gz")
	v.account.files = v.fetchers("data/files/", "")
	n, err := v.captured()
	if err == nil {
		err = v.named()
	}
	return v.try(Integrity, "captures", err, say("%d pages conservées, chacune sous son empreinte", "%d kept pages, each under its digest", n))
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
			if err := v.capture(c); err != nil {
				return n, fmt.Errorf("leaf %d: %w", item.Leaf, err)
			}
			wanted[c.File] = true
			if !c.Kept.IsZero() {
				wanted[c.Kept] = true
			}
			n++
		}
	}
	if len(wanted) != len(v.account.captures) {
		return n, fmt.Errorf("%d captures that no entry names", len(v.account.captures)-len(wanted))
	}
	return n, nil
}

// capture checks one entry against its WARC file and, where the body was kept
// before, against the file that holds it.
func (v *verifier) capture(c record.Capture) error {
	own, err := v.warc(c.File)
	if err != nil {
		return err
	}
	holder := own
	if !c.Kept.IsZero() {
		if holder, err = v.warc(c.Kept); err != nil {
			return err
		}
	}
	if holder.Refers != nil {
		return fmt.Errorf("capture %v holds no body", c.File)
	}
	if record.Sum(holder.Body) != c.Body || int64(len(holder.Body)) != c.Size {
		return fmt.Errorf("capture %v holds another body than its entry says", c.File)
	}
	return nil
}

func (v *verifier) warc(h record.Hash) (warc.Capture, error) {
	b, err := v.account.Capture(h)
	if err != nil {
		return warc.Capture{}, err
	}
	return warc.Decode(b)
}

// named checks that each file is named by a watch entry.
func (v *verifier) named() error {
	for h, open := range v.account.files {
		if _, err := open(); err != nil {
			return err
		}
		if !v.watched(h) {
			return fmt.Errorf("file %v is named by no entry", h)
		}
	}
	return nil
}

func (v *verifier) watched(h record.Hash) bool {
	for _, item := range v.account.Entries {
		if w, ok := item.Entry.(record.Watch); ok && (w.Config == h || w.Method == h) {
			return true
		}
	}
	return false
}
