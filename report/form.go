package report

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"slices"
	"strings"

	"constat/store/bundle"
	"constat/store/page"
	"constat/store/record"
)

// feedRules reduce feeds, see store/page.
const feedRules = "feed/1"

// maxReduced bounds what is unpacked of a body in a coding.
const maxReduced = 64 << 20

// A bodyForm is a body and the rules that it is said to be reduced by.
type bodyForm struct {
	body  record.Hash
	rules string
}

// forms are what captures show of what answers say to be left of their bodies.
type forms struct {
	reduced map[bodyForm][]record.Hash // what each body that was kept gives
	untrue  map[form]bool              // said of a body that gives another
	checks  []bundle.Check
}

// formsOf reduces each body that was kept again. Rules that this program does
// not have are left alone, and so is what broke off.
func formsOf(bundles []*bundle.Bundle) (*forms, error) {
	f := &forms{reduced: map[bodyForm][]record.Hash{}, untrue: map[form]bool{}}
	for _, b := range bundles {
		for _, l := range b.Logs {
			for _, t := range l.Targets {
				for _, item := range t.Captures {
					if err := f.compare(l, t, item); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	return f, nil
}

// Forms says which kept bodies do not give what their entries say to be left of
// them. Whoever verifies without an HTML parser cannot look; nothing is returned
// where nothing is wrong.
func Forms(bundles ...*bundle.Bundle) ([]bundle.Check, error) {
	f, err := formsOf(bundles)
	if err != nil {
		return nil, err
	}
	return f.checks, nil
}

func (f *forms) compare(l *bundle.Log, t *bundle.Target, item bundle.Item) error {
	c := item.Entry.(record.Capture)
	if c.Normal.IsZero() || !slices.Contains([]string{page.Version, page.StatuspageVersion, feedRules}, c.Rules) {
		return nil
	}
	head, body, err := l.Kept(c)
	if err != nil {
		return err
	}
	got := reducedBy(c, head, body, limitOf(t, item.Leaf))
	k := bodyForm{c.Body, c.Rules}
	if f.reduced[k] = append(f.reduced[k], got); got == c.Normal {
		return nil
	}
	if k := (form{c.Normal, c.Rules}); !f.untrue[k] {
		f.untrue[k] = true
		f.checks = append(f.checks, formCheck(l.Origin, item.Leaf))
	}
	return nil
}

// limitOf is how much of a body the question read that a capture is of.
func limitOf(t *bundle.Target, leaf int64) (n int64) {
	for _, d := range t.Definitions {
		if d.Leaf < leaf {
			n = d.Question.BodyLimit
		}
	}
	return min(n, maxReduced)
}

// reducedBy is what is left of a body as received. What is in a coding that cannot be
// read is no page.
func reducedBy(c record.Capture, head map[string][]string, body []byte, limit int64) record.Hash {
	contentType := strings.ToValidUTF8(first(head, "content-type"), "\ufffd")
	switch strings.ToLower(strings.TrimSpace(first(head, "content-encoding"))) {
	case "", "identity":
	case "gzip", "x-gzip":
		body, contentType = unzipped(body, contentType, limit, c.Cut)
	default:
		contentType = "application/octet-stream"
	}
	if c.Rules == page.Version {
		return page.Normal(contentType, body)
	}
	digest, by := page.Statement(contentType, body)
	if by != c.Rules {
		return record.Hash{}
	}
	return digest
}

// first is a field as it came first, by its name in lower case.
func first(head map[string][]string, name string) string { return append(head[name], "")[0] }

// unzipped reads as far as a probe does; of what was cut, as much as there is.
func unzipped(coded []byte, contentType string, limit int64, cut bool) ([]byte, string) {
	if len(coded) == 0 {
		return coded, contentType
	}
	z, err := gzip.NewReader(bytes.NewReader(coded))
	if err != nil {
		return coded, "application/octet-stream"
	}
	body, err := io.ReadAll(io.LimitReader(z, limit))
	if err != nil && !cut {
		return coded, "application/octet-stream"
	}
	return body, contentType
}

// doubts says whether what an answer says to be left of its body is not to be
// believed: a kept body that is said to give the same gives another, or its own
// was kept and gives another.
func (f *forms) doubts(a record.Answer) bool {
	if f == nil || a.Normal.IsZero() {
		return false
	}
	list, kept := f.reduced[bodyForm{a.Body, a.Rules}]
	return f.untrue[form{a.Normal, a.Rules}] || kept && !slices.Contains(list, a.Normal)
}

func formCheck(origin string, leaf int64) bundle.Check {
	return bundle.Check{Log: origin, Head: bundle.Integrity, Name: "forms", Result: bundle.Unchecked, Detail: bundle.Words{
		French:  fmt.Sprintf("la page conservée de l’entrée %d, réduite de nouveau, ne donne pas l’empreinte que cette entrée en dit : ce qui reposerait sur cette empreinte ne compte pas", leaf),
		English: fmt.Sprintf("the page kept of leaf %d, reduced again, does not give the digest that this entry states: what would rest on that digest does not count", leaf),
	}}
}
