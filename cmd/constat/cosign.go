package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"constat/store"
	"constat/store/anchor"
	"constat/store/record"
	"constat/store/seal"
)

// A Witness is who is asked to cosign this vantage's checkpoints.
type Witness struct {
	URL string
	Key string // verifier key
}

// A cosigning has the newest checkpoint cosigned by the configured witnesses,
// and keeps what comes back.
type cosigning struct {
	asking[*anchor.Cosigned]
	told map[string]int64 // by address: leaves of the conflict that is recorded; under mu
}

// startCosigning asks until stop is called.
func startCosigning(s *store.Store, log *slog.Logger, witnesses []Witness) (c *cosigning, stop func(), err error) {
	known, err := s.Cosigners()
	if err != nil {
		return nil, nil, err
	}
	old := map[string]int64{}
	for _, k := range known {
		old[k.Witness] = k.Last
	}
	c = &cosigning{newAsking[*anchor.Cosigned](s, log), map[string]int64{}}
	var asked []anchor.Witness
	for _, w := range witnesses {
		key, err := seal.ParseWitness(w.Key)
		if err != nil {
			return nil, nil, err
		}
		c.urls, c.covered[w.URL] = append(c.urls, w.URL), old[w.Key]
		asked = append(asked, anchor.Witness{Witness: key, URL: w.URL})
	}
	c.desk = anchor.NewWitnessDesk(anchor.NewClient(), s.Prove, old, asked...)
	c.desk.Failed = c.failed
	return c, c.start(c.take), nil
}

// take keeps cosignatures as they come.
func (c *cosigning) take() {
	for answer := range c.desk.Answers() {
		size := answer.Checkpoint.Size
		if err := c.store.Cosigned(size, answer.Witness.Witness, answer.Cosignature); err != nil {
			c.log.Error("cosignature not kept", "witness", answer.Witness.URL, "err", err)
			continue
		}
		c.log.Info("cosigned", "witness", answer.Witness.URL, "tree_size", size, "time", answer.Time())
		c.mu.Lock()
		delete(c.told, answer.Witness.URL)
		c.mu.Unlock()
		c.cover(answer.Witness.URL, size)
	}
}

// failed records that a checkpoint does not follow the one a witness knows: once for each it tells of.
func (c *cosigning) failed(url string, err error) {
	var conflict *anchor.ConflictError
	if !errors.As(err, &conflict) {
		return
	}
	c.mu.Lock()
	told, ok := c.told[url]
	c.told[url] = conflict.Cosigned
	c.mu.Unlock()
	if ok && told == conflict.Cosigned {
		return
	}
	c.log.Error("a witness could not have this checkpoint follow the one it knows; was the store put back from a copy, or the key used elsewhere?",
		"witness", url, "cosigned", conflict.Cosigned, "tree_size", conflict.Ours)
	err = c.store.Append(record.Custody{Time: record.At(time.Now()), Role: "daemon", Act: "witness-conflict", What: url, Digest: record.Sum(conflict.Signed)})
	if err != nil {
		c.log.Error("conflict not recorded", "err", err)
	}
}

// attest seals, has the checkpoint stamped, signs the log with the stamps in
// it and has that cosigned; it waits for others no longer than patience. Where
// the authorities take all they may, the witnesses have a fifth of it left.
func attest(ctx context.Context, a *anchoring, c *cosigning, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := a.store.Seal(time.Now()); err != nil {
		return err
	}
	// Asked at once, should the rest take too long.
	c.want()
	if err := a.now(ctx, patience-patience/5); err != nil {
		return err
	}
	for _, b := range c.wait(ctx, c.want()) {
		c.log.Warn("not cosigned yet", "witness", b.URL, "since", b.Since, "tries", b.Tries, "err", b.Err)
	}
	return nil
}

// An uncosigned is a witness that has not cosigned the newest checkpoint that
// it was asked for.
type uncosigned struct {
	Witness string         `json:"witness"` // its address
	Since   record.Instant `json:"since"`
	Tries   int            `json:"tries"`
	Error   string         `json:"error"` // of the last try, "" where there was none
}

// behind says who has not cosigned yet.
func (c *cosigning) behind() []uncosigned {
	out := []uncosigned{}
	for _, b := range c.desk.Behind() {
		u := uncosigned{Witness: b.URL, Since: record.At(b.Since), Tries: b.Tries}
		if b.Err != nil {
			u.Error = b.Err.Error()
		}
		out = append(out, u)
	}
	return out
}
