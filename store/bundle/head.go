package bundle

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"constat/store/seal"
)

// heads opens every checkpoint.
func (v *verifier) heads() bool {
	v.checkpoints, v.signedHeads = map[int64]seal.Checkpoint{}, map[int64][]byte{}
	var err error
	for _, f := range v.order {
		if size, ok := numbered(f.Name, "data/checkpoints/"); ok && err == nil {
			err = v.head(f.Name, size)
		}
	}
	if err == nil && len(v.checkpoints) == 0 {
		err = errors.New("there is no checkpoint")
	}
	return v.try(Integrity, "checkpoints", err, some(len(v.checkpoints), Words{},
		Words{"1 tête de journal signée par sa clé", "1 checkpoint signed by the log's key"},
		Words{"%d têtes de journal signées par sa clé", "%d checkpoints signed by the log's key"}))
}

func (v *verifier) head(name string, size int64) error {
	b, err := v.read(name)
	if err != nil {
		return err
	}
	c, err := seal.Open(b, v.key)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if c.Size != size {
		return fmt.Errorf("%s is for %d leaves", name, c.Size)
	}
	v.signedHeads[size] = b
	if v.checkpoints[size] = c; size > v.newest {
		v.newest, v.last = size, b
	}
	return nil
}

func numbered(name, prefix string) (int64, bool) {
	digits, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}
