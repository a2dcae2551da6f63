package registry

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"filippo.io/age"
)

// A file that is encrypted again bears the word of who did it: a code that only the
// holder of the secret key can make. The machine that keeps the register can write any
// digest into was; it can't write that word.

// secretOf is what an identity alone knows.
func secretOf(id age.Identity) string {
	switch id := id.(type) {
	case *age.X25519Identity:
		return id.String()
	case *age.HybridIdentity:
		return id.String()
	}
	return ""
}

func recipientOf(id age.Identity) string {
	switch id := id.(type) {
	case *age.X25519Identity:
		return id.Recipient().String()
	case *age.HybridIdentity:
		return id.Recipient().String()
	}
	return ""
}

// againDigest is the word of an identity that a part of one digest was encrypted again
// into that of another.
func againDigest(id age.Identity, claim string, no, part int, from, to Digest) Digest {
	key := hmac.New(sha256.New, []byte(secretOf(id)))
	fmt.Fprintf(key, "constat-again-key/1\n%s\n", claim)
	m := hmac.New(sha256.New, key.Sum(nil))
	fmt.Fprintf(m, "constat-again/1\n%s\n%d\n%d\n%s\n%s\n", claim, no, part, from, to)
	return Digest(hex.EncodeToString(m.Sum(nil)))
}

// witness is the identity that gives its word: one that will still read the claim,
// else one that did, else the first.
func (c *Claim) witness(ids keys, before []string) age.Identity {
	for _, readers := range [][]string{c.Recipients, before} {
		for _, id := range ids {
			if slices.Contains(readers, recipientOf(id)) {
				return id
			}
		}
	}
	return ids[0]
}

// history is what a part's digest was, and who gave a word for each change. Words are
// those of the last changes: earlier programs gave none.
type history struct {
	claim    string
	no, part int
	was      []Digest
	now      Digest
	again    []Digest
}

func (e Entry) history() history { return history{e.Claim, e.MemberNo, 1, e.Was, e.SHA256, e.Again} }
func (p Part) history() history {
	return history{p.Claim, p.MemberNo, p.Part, p.Was, p.SHA256, p.Again}
}

// shownFrom reports whether one of the identities gave its word for every change from
// was[at] to what is there now. No change needs no word.
func (h history) shownFrom(at int, ids keys) bool {
	chain := append(slices.Clone(h.was), h.now)
	for i := at; i < len(h.was); i++ {
		word := i - (len(h.was) - len(h.again))
		if word < 0 || !slices.ContainsFunc(ids, func(id age.Identity) bool {
			return hmac.Equal([]byte(h.again[word]), []byte(againDigest(id, h.claim, h.no, h.part, chain[i], chain[i+1])))
		}) {
			return false
		}
	}
	return true
}

// followed adds a change, and the word for it.
func (h history) followed(to Digest, by age.Identity) (was, again []Digest) {
	return append(slices.Clone(h.was), h.now), append(slices.Clone(h.again), againDigest(by, h.claim, h.no, h.part, h.now, to))
}

// CheckReceiptWith is CheckReceipt with the identities in an age identity file: where the file
// was encrypted again with one of them, a receipt from before is ReceiptAgain.
func (c *Claim) CheckReceiptWith(identity io.Reader, no int, digest Digest) (part int, state ReceiptState, err error) {
	ids, err := identities(identity)
	if err != nil {
		return 0, ReceiptUnknown, fmt.Errorf("read claim %q: %w", c.Name, err)
	}
	part, state, err = c.CheckReceipt(no, digest)
	if err != nil || state != ReceiptRekeyed {
		return part, state, err
	}
	h, err := c.historyOf(no, part)
	if err != nil {
		return part, state, err
	}
	if b, err := readFile(c.agePath(no, part), maxSealed); err != nil || digestOf(b) != h.now {
		return part, ReceiptChanged, nil
	}
	if h.shownFrom(slices.Index(h.was, digest), ids) {
		state = ReceiptAgain
	}
	return part, state, nil
}

func (c *Claim) historyOf(no, part int) (history, error) {
	if part == 1 {
		e, err := c.entry(no)
		return e.history(), err
	}
	p, err := c.part(no, part)
	return p.history(), err
}
