package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

var errNoForm = errors.New("the exchange has no form as a capture")

// A holder is the WARC file that holds a body.
type holder struct {
	File record.Hash
	URI  string
	Date time.Time
}

// capture keeps the content of an answer if the design asks for it: the file
// first, then the entry that names it.
func (b *batch) capture(c *chain, seen record.Seen) error {
	reason := c.reason(seen)
	if reason == "" {
		return nil
	}
	a, x := seen.Answer, seen.Exchange
	file, kept, err := b.warc(seen.Chain, a.Body, x)
	if errors.Is(err, errNoForm) {
		// An exchange that WARC has no form for must not cost the observation.
		return nil
	}
	if err != nil {
		return fmt.Errorf("target %q: %w", c.Target.Name, err)
	}
	_, _, err = b.append(record.Capture{
		Link: c.link(), Time: record.At(x.Time), Round: seen.Observation.Round, Reason: reason, Status: a.Status,
		Body: a.Body, Size: a.Size, Normal: a.Normal, Rules: a.Rules, Cut: a.Cut, File: file, Kept: kept,
	})
	c.Normal, c.Captured = a.Normal, true
	if c.Stood, c.Standing = seen.Observation.Round, file; reason == "failure" {
		c.Stood, c.Standing = 0, record.Hash{}
	}
	return err
}

// reason says why an answer's content is to be kept, or nothing.
func (c *chain) reason(seen record.Seen) string {
	switch failing := seen.Answer.Failing(); {
	case seen.Exchange == nil || seen.Answer.Body.IsZero():
		return ""
	case !c.Captured:
		return "first"
	case failing && !c.Failing:
		return "failure"
	case c.Failing && !failing:
		return "return"
	case seen.Answer.Normal != c.Normal:
		return "change"
	}
	return ""
}

// warc writes the exchange as a file; where the chain has its body in an
// earlier file, it refers to that one. Chains share no files, so that a target
// can be shown without another.
func (b *batch) warc(id record.Chain, body record.Hash, x *record.Exchange) (file, kept record.Hash, err error) {
	w := warc.Capture{URI: x.URL, Date: x.Time, Peer: x.Peer, Request: x.Request, Response: x.Response, Body: x.Body, Truncated: x.Cut}
	bodies := b.tx.Bucket(bodiesBucket)
	key := append(id[:], body[:]...)
	if v := bodies.Get(key); v != nil && !x.Cut {
		var before holder
		if err := json.Unmarshal(v, &before); err != nil {
			return file, kept, err
		}
		kept, w.Body = before.File, nil
		w.Refers = &warc.Refer{URI: before.URI, Date: before.Date, Digest: body}
	}
	text, err := warc.Encode(w)
	if err != nil {
		return file, kept, fmt.Errorf("%w: %w", errNoForm, err)
	}
	// A body that was cut is not known to be the same as another.
	if file, err = b.keep(capturesName, ".warc.gz", text); err != nil || !kept.IsZero() || x.Cut {
		return file, kept, err
	}
	v, err := json.Marshal(holder{file, x.URL, x.Time.UTC()})
	if err != nil {
		return file, kept, err
	}
	return file, kept, bodies.Put(key, v)
}
