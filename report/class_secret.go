package report

import (
	"constat/store/bundle"
	"constat/store/record"
)

// secretOf is a digest of the secrets that a bundle opens: 32 bytes drawn at random
// for each target that it shows, and in no other file that anyone publishes.
func secretOf(b *bundle.Bundle) record.Hash {
	all := []byte("constat class secret\n")
	for _, l := range b.Logs {
		for _, c := range l.Chains {
			all = append(append(all, c.Chain[:]...), c.Secret[:]...)
		}
	}
	return record.Sum(all)
}
