package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"constat/store"
	"constat/store/anchor"
	"constat/store/record"
	"constat/store/seal"
)

// A lastHead is the last checkpoint of a closed epoch, and those who have not
// cosigned it. Without them the epoch after it would stay unchecked to whoever
// asks for them.
type lastHead struct {
	key, origin string
	signed      []byte
	size        int64
	known       map[string]int64 // by witness key: leaves it cosigned
	missing     []anchor.Witness
}

// lastHeadOf says who of the configured has not cosigned the newest checkpoint
// of s.
func lastHeadOf(s *store.Store, witnesses []Witness) (lastHead, error) {
	h := lastHead{key: s.VerifierKey(), origin: s.Origin(), known: map[string]int64{}}
	h.signed, h.size = s.Checkpoint()
	known, err := s.Cosigners()
	if err != nil || h.size == 0 {
		return h, err
	}
	for _, k := range known {
		h.known[k.Witness] = k.Last
	}
	for _, w := range witnesses {
		if h.known[w.Key] >= h.size {
			continue
		}
		key, err := seal.ParseWitness(w.Key)
		if err != nil {
			return h, err
		}
		h.missing = append(h.missing, anchor.Witness{Witness: key, URL: w.URL})
	}
	return h, nil
}

// cosignClosed goes on asking for the last checkpoint of each earlier epoch
// until every configured witness has cosigned it, or stop is called.
func cosignClosed(s *store.Store, log *slog.Logger, witnesses []Witness) (stop func(), err error) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	stop = func() {
		cancel()
		running.Wait()
	}
	for old, err := range s.Earlier() {
		var h lastHead
		if err == nil {
			h, err = lastHeadOf(old, witnesses)
		}
		if err != nil {
			stop()
			return nil, err
		}
		for _, w := range h.missing {
			log.Warn("the last checkpoint of a closed log is not cosigned; asking on", "log", h.origin, "tree_size", h.size, "witness", w.URL)
			running.Go(func() { h.ask(ctx, s, log, w) })
		}
	}
	return stop, nil
}

// ask has one witness cosign h, and ends when it has.
func (h lastHead) ask(ctx context.Context, s *store.Store, log *slog.Logger, w anchor.Witness) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	prove := func(old, size int64) (proof []seal.Hash, err error) {
		err = s.Reopen(h.key, h.origin, func(o *store.Store) error {
			proof, err = o.Prove(old, size)
			return err
		})
		return proof, err
	}
	desk := anchor.NewWitnessDesk(anchor.NewClient(), prove, h.known, w)
	told := int64(-1)
	desk.Failed = func(_ string, err error) {
		var conflict *anchor.ConflictError
		if !errors.As(err, &conflict) || conflict.Cosigned == told {
			return
		}
		told = conflict.Cosigned
		log.Error("a witness could not have the last checkpoint of a closed log follow the one it knows; was its key used elsewhere?",
			"log", h.origin, "witness", w.URL, "cosigned", conflict.Cosigned, "tree_size", conflict.Ours)
		err = s.Append(record.Custody{Time: record.At(time.Now()), Role: "daemon", Act: "witness-conflict", What: w.URL, Digest: record.Sum(conflict.Signed)})
		if err != nil {
			log.Error("conflict not recorded", "err", err)
		}
	}
	desk.Want(h.signed)
	var running sync.WaitGroup
	running.Go(func() { desk.Run(ctx) })
	defer running.Wait()
	defer cancel()
	for answer := range desk.Answers() {
		if h.keep(ctx, s, log, answer) {
			return
		}
	}
}

// keepAgain is the pause before a cosignature that could not be kept is tried
// again: somebody may be reading the closed log for a bundle.
const keepAgain = 2 * time.Second

func (h lastHead) keep(ctx context.Context, s *store.Store, log *slog.Logger, answer *anchor.Cosigned) bool {
	for {
		err := s.Reopen(h.key, h.origin, func(o *store.Store) error {
			return o.Cosigned(answer.Checkpoint.Size, answer.Witness.Witness, answer.Cosignature)
		})
		if err == nil {
			log.Info("the last checkpoint of a closed log is cosigned", "log", h.origin, "witness", answer.Witness.URL, "tree_size", answer.Checkpoint.Size, "time", answer.Time())
			return true
		}
		log.Warn("cosignature not kept yet", "log", h.origin, "witness", answer.Witness.URL, "err", err)
		select {
		case <-time.After(keepAgain):
		case <-ctx.Done():
			return false
		}
	}
}
