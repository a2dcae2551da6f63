package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/store"
	"constat/store/record"
)

const policyName = "policy"

// succeed ends the log's epoch and begins the next with a new key. The daemon
// must not run: it owns the store.
func succeed(ctx context.Context, o *options, reason string) int {
	if !slices.Contains([]string{"rotation", "theft", "loss"}, reason) {
		return o.fail(errors.New(say("--reason %q : rotation (la clé est bonne), theft (quelqu'un d'autre peut l'avoir) ou loss (elle n'est plus là)",
			"--reason %q: rotation (the key is sound), theft (somebody else may have it) or loss (it is gone)", reason).In(o.lang())))
	}
	dir := o.folder()
	s, err := store.Succeed(dir, time.Now(), store.Succession{Reason: reason, Keys: keysIn(dir), Closed: closedBy(ctx, o)})
	if err != nil {
		return o.fail(err)
	}
	defer s.Close()
	if err := enterKey(s, dir); err != nil {
		return o.fail(err)
	}
	// Until this seal the change is not over: called again, it goes on from here.
	if err := attestedBy(ctx, o)(s); err != nil {
		return o.fail(err)
	}
	tellSuccession(o, s, reason)
	return 0
}

func tellSuccession(o *options, s *store.Store, reason string) {
	o.print("Le journal %s est ouvert, sous une nouvelle clé. « constat run » y continue l'observation.",
		"The log %s has begun, under a new key. \"constat run\" goes on watching in it.", s.Origin())
	o.print("%s nomme maintenant les clés de tous les journaux. Remettez-le de nouveau à ceux qui liront vos preuves, par un autre chemin qu'elles.",
		"%s now names the keys of all logs. Hand it out again to those who will read your evidence, by another way than the evidence.",
		filepath.Join(o.folder(), policyName))
	if config, _, err := LoadConfig(*o.config); err == nil && len(config.Witnesses) > 0 {
		o.print("Les témoins ne cosignent le nouveau journal qu'une fois sa clé inscrite chez eux : remettez-la-leur.",
			"The witnesses cosign the new log only once its key is enrolled with them: hand it to them.")
	}
	switch reason {
	case "theft":
		o.print("Qui a volé l'ancienne clé peut signer une autre suite de l'ancien journal, à partir du vol. Ce qui était horodaté avant tient.",
			"Who stole the old key can sign another continuation of the old log, from the theft on. What was time-stamped before stands.")
	case "loss":
		o.print("Rien de ce que signait la clé perdue n'annonce la nouvelle, et ce qu'elle gardait ne peut plus être montré que par les dossiers de preuve déjà faits : remettez-les avec les nouveaux.",
			"Nothing signed by the lost key announces the new one, and what it kept can be shown only by bundles made before: hand those out beside the new ones.")
	}
}

// attestedBy seals a log and has it stamped and cosigned by the configured
// authorities and witnesses, as far as they answer in time. A configuration
// that cannot be read costs the stamps, not the change of key.
func attestedBy(ctx context.Context, o *options) func(*store.Store) error {
	var q request
	if config, _, err := LoadConfig(*o.config); err == nil {
		q.Anchors, q.Witnesses = config.Anchors, config.Witnesses
	}
	return func(s *store.Store) error { return (&holder{Store: s, dir: o.folder()}).stamp(ctx, q) }
}

// closedBy has the last checkpoint of a closed log stamped and cosigned before
// the next log cites it, and says who did not cosign it: a thief who shows the
// witnesses another one first is believed before us.
func closedBy(ctx context.Context, o *options) func(*store.Store) error {
	return func(s *store.Store) error {
		if err := attestedBy(ctx, o)(s); err != nil {
			return err
		}
		config, _, err := LoadConfig(*o.config)
		if err != nil || len(config.Witnesses) == 0 {
			return nil
		}
		h, err := lastHeadOf(s, config.Witnesses)
		if err != nil {
			return err
		}
		o.tellCosigned(h)
		return nil
	}
}

func (o *options) tellCosigned(h lastHead) {
	if len(h.missing) == 0 {
		o.print("Tous les témoins configurés ont cosigné la dernière tête de %[1]s (%[2]d entrées) : qui les tient peut clore ce journal chez eux,\n  constat witness close %[3]s",
			"All configured witnesses have cosigned the last checkpoint of %[1]s (%[2]d entries): who keeps them can close that log there,\n  constat witness close %[3]s", h.origin, h.size, h.key)
		return
	}
	for _, w := range h.missing {
		o.print("Le témoin %[1]s n'a pas cosigné la dernière tête de %[2]s (%[3]d entrées). « constat run » la lui redemande jusqu'à ce qu'il l'ait fait ; d'ici là, pour qui demande ce témoin, la suite n'est pas vérifiée.",
			"The witness %[1]s has not cosigned the last checkpoint of %[2]s (%[3]d entries). \"constat run\" asks it again until it has; until then, to who asks for this witness what follows is not checked.", w.URL, h.origin, h.size)
	}
}

// keysIn lists the verifier keys of logs in the folder's policy.
func keysIn(dir string) (keys []string) {
	for _, line := range linesOf(filepath.Join(dir, policyName)) {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "log" {
			keys = append(keys, f[1])
		}
	}
	return keys
}

// enterKey sees to it that the log says when its key was made, and that the
// folder's policy names it.
func enterKey(s *store.Store, dir string) error {
	if !s.Begun() {
		if err := enterCreated(s); err != nil {
			return err
		}
	}
	if slices.Contains(keysIn(dir), s.VerifierKey()) {
		return nil
	}
	return namePolicy(dir, s)
}

// enterCreated says in a log that has signed nothing yet that its key was made.
func enterCreated(s *store.Store) error {
	pages, err := s.Ledger()
	if err != nil {
		return err
	}
	for _, item := range pages[len(pages)-1].Lines {
		if c, ok := item.Entry.(record.Custody); ok && c.Act == "key-created" {
			return nil
		}
	}
	return s.Append(custody("key-created", s.VerifierKey(), record.Sum([]byte(s.VerifierKey()))))
}

// namePolicy adds the log's key to the folder's policy, below those of its
// earlier epochs. What else stands there stays.
func namePolicy(dir string, s *store.Store) error {
	path := filepath.Join(dir, policyName)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		text, err = []byte("quorum none\n"), nil
	}
	if err != nil {
		return fmt.Errorf("read policy: %w", err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	at := 0
	for i, line := range lines {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "log" {
			at = i + 1
		}
	}
	if at > 0 && !strings.HasSuffix(lines[at-1], "\n") {
		lines[at-1] += "\n"
	}
	before, err := spoiled(s)
	if err != nil {
		return err
	}
	lines = slices.Insert(lines, at, before+"log "+s.VerifierKey()+"\n")
	return writeWhole(path, []byte(strings.Join(lines, "")), true)
}

// spoiled is a comment on the key before, where it can't be believed for ever.
func spoiled(s *store.Store) (string, error) {
	first, follows, err := s.Follows()
	if err != nil || !follows || first.Reason == "rotation" {
		return "", err
	}
	log, _, _ := strings.Cut(first.Predecessor, "+")
	return map[string]string{
		"theft": fmt.Sprintf("# The key of %s was declared stolen on %v: believe what is time-stamped before the theft, and nothing else.\n", log, first.Time),
		"loss":  fmt.Sprintf("# The key of %s was declared lost on %v, after %d entries: believe nothing that it signs beyond.\n", log, first.Time, first.Head.Size),
	}[first.Reason], nil
}
