package store

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"constat/store/seal"
)

// Prove returns the proof that the tree of old leaves is the beginning of that
// of size leaves, both trees of this log (RFC 6962, section 2.1.2).
func (s *Store) Prove(old, size int64) (proof []seal.Hash, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		proof, err = seal.ProveGrowth(old, size, nodes(tx))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("log %q: %w", s.Origin(), err)
	}
	return proof, nil
}

// Cosigned keeps a witness's cosignature over the checkpoint of size leaves.
// The first that a witness gave is the one that counts: of a second over the
// same checkpoint nothing is kept.
func (s *Store) Cosigned(size int64, w *seal.Witness, c seal.Cosignature) error {
	err := s.keepCosignature(size, w, c)
	if err != nil {
		return fmt.Errorf("keep cosignature by %q: %w", w.Name(), err)
	}
	return nil
}

func (s *Store) keepCosignature(size int64, w *seal.Witness, c seal.Cosignature) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.db.Update(func(tx *bolt.Tx) error {
		signed := tx.Bucket(checkpointsBucket).Get(indexKey(size))
		if signed == nil {
			return fmt.Errorf("no checkpoint of %d leaves was signed", size)
		}
		text, err := seal.OpenText(signed, s.verifier)
		if err == nil {
			err = w.Check(c, text)
		}
		if err != nil {
			return err
		}
		b, err := tx.CreateBucketIfNotExists(cosignaturesBucket)
		if err != nil {
			return err
		}
		key := cosignatureKey(size, w)
		if b.Get(key) != nil {
			return nil
		}
		return b.Put(key, []byte(c.String()))
	})
}

// cosignatureKey sorts by size; the witness's whole key is in it.
func cosignatureKey(size int64, w *seal.Witness) []byte {
	return append(indexKey(size), w.String()...)
}

// A cosignature as it is kept.
type keptCosignature struct {
	size    int64
	witness *seal.Witness
	line    seal.Cosignature
}

// cosignatures returns all that are kept, in order of size and key.
func cosignatures(tx *bolt.Tx) (all []keptCosignature, err error) {
	b := tx.Bucket(cosignaturesBucket)
	if b == nil { // none came yet
		return nil, nil
	}
	err = b.ForEach(func(k, v []byte) error {
		if len(k) < 8 {
			return fmt.Errorf("cosignature under the key %x", k)
		}
		c := keptCosignature{size: indexOf(k[:8])}
		var wrong error
		c.witness, wrong = seal.ParseWitness(string(k[8:]))
		if wrong == nil {
			c.line, wrong = seal.ParseCosignature(string(v))
		}
		if wrong != nil {
			return fmt.Errorf("cosignature over %d leaves: %w", c.size, wrong)
		}
		all = append(all, c)
		return nil
	})
	return all, err
}

// A Cosigner is how a witness stands with this log.
type Cosigner struct {
	Witness     string // verifier key
	First, Last int64  // leaves of the first and the newest checkpoint it cosigned
	Since, At   int64  // when, in seconds since 1970, by its own clock
}

// Cosigners returns every witness that cosigned, by verifier key.
func (s *Store) Cosigners() ([]Cosigner, error) {
	var list []Cosigner
	err := s.db.View(func(tx *bolt.Tx) error {
		all, err := cosignatures(tx)
		for _, c := range all {
			vkey := c.witness.String()
			n := slices.IndexFunc(list, func(x Cosigner) bool { return x.Witness == vkey })
			if n < 0 {
				n = len(list)
				list = append(list, Cosigner{Witness: vkey, First: c.size, Since: c.line.Seconds})
			}
			list[n].Last, list[n].At = c.size, c.line.Seconds
		}
		return err
	})
	return list, err
}

// cosigned returns the checkpoints that travel with their cosignatures: of
// those that one and the same witnesses cosigned the oldest and the newest, up
// to the newest checkpoint. Whatever quorum a reader asks for, it is reached
// by one of these if it is by any, as early and as late.
func (x *exporter) cosigned() (map[int64][]byte, []*seal.Witness, error) {
	all, err := cosignatures(x.tx)
	if err != nil {
		return nil, nil, err
	}
	bounds := map[string][2][]keptCosignature{} // by witnesses: those over the oldest, over the newest
	for len(all) > 0 && all[0].size <= x.size {
		n := slices.IndexFunc(all, func(c keptCosignature) bool { return c.size != all[0].size })
		if n < 0 {
			n = len(all)
		}
		who := ""
		for _, c := range all[:n] {
			who += c.witness.String() + "\n"
		}
		b, ok := bounds[who]
		if !ok {
			b[0] = all[:n]
		}
		b[1] = all[:n]
		bounds[who], all = b, all[n:]
	}
	files, witnesses := map[int64][]byte{}, map[string]*seal.Witness{}
	for _, b := range bounds {
		for _, list := range b {
			if files[list[0].size], err = x.withCosignatures(list); err != nil {
				return nil, nil, err
			}
			for _, c := range list {
				witnesses[c.witness.String()] = c.witness
			}
		}
	}
	named := slices.SortedFunc(maps.Values(witnesses), func(a, b *seal.Witness) int { return strings.Compare(a.String(), b.String()) })
	return files, named, nil
}

func (x *exporter) withCosignatures(list []keptCosignature) ([]byte, error) {
	size := list[0].size
	signed := x.tx.Bucket(checkpointsBucket).Get(indexKey(size))
	if signed == nil {
		return nil, fmt.Errorf("the cosigned checkpoint of %d leaves is gone; run constat fsck", size)
	}
	c := seal.Cosigned{Signed: bytes.Clone(signed)}
	for _, k := range list {
		c.Cosignatures = append(c.Cosignatures, k.line)
	}
	return c.Encode(), nil
}

// statement is the vantage's policy with those who cosigned, so that each line
// under a checkpoint can be checked. It asks for none of them: that is for the
// reader to do.
func (x *exporter) statement(witnesses []*seal.Witness) []byte {
	var b bytes.Buffer
	for _, w := range witnesses {
		b.WriteString(seal.Naming(w))
	}
	return append(b.Bytes(), x.Policy()...)
}

// cosigners checks every cosignature against its checkpoint.
func (c *checker) cosigners() {
	all, err := cosignatures(c.tx)
	if err != nil {
		c.wrong("%w", err)
	}
	for _, k := range all {
		text, err := seal.OpenText(c.tx.Bucket(checkpointsBucket).Get(indexKey(k.size)), c.verifier)
		if err == nil {
			err = k.witness.Check(k.line, text)
		}
		if err != nil {
			c.wrong("cosignature over %d leaves: %w", k.size, err)
		}
	}
}
