package veil

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"constat/store/record"
)

// Make lists the facts of a public report beside the sealed one: both are JSON of
// one shape, of which the public one leaves out values and no rows.
func Make(sealed, public []byte) (*Facts, error) {
	whole, err := split(sealed)
	if err != nil {
		return nil, fmt.Errorf("sealed report: %w", err)
	}
	shown, err := split(public)
	if err != nil {
		return nil, fmt.Errorf("public report: %w", err)
	}
	if len(whole) != len(shown) {
		return nil, fmt.Errorf("the public report has %d facts, the sealed one %d", len(shown), len(whole))
	}
	f := &Facts{Rows: make([]Row, len(shown))}
	salts := saltsOf(sealed)
	for i, c := range shown {
		if c.path != whole[i].path {
			return nil, fmt.Errorf("fact %d is %s in the public report, %s in the sealed one", i, c.path, whole[i].path)
		}
		if f.Rows[i], err = rowBeside(c, whole[i].text, salts); err != nil {
			return nil, fmt.Errorf("%s: %w", c.path, err)
		}
	}
	f.Root, err = rootOf(f.Rows)
	return f, err
}

func rowBeside(shown cell, whole []byte, salts func(string) [32]byte) (Row, error) {
	r := Row{Path: shown.path}
	if shown.path != ownPath && !bytes.Equal(shown.text, whole) {
		var err error
		if r.Left, err = leftOf(whole, shown.text); err == nil {
			err = masks(shown.path, whole, shown.text)
		}
		if err != nil {
			return r, err
		}
		r.Commitment = commit(salts(shown.path), whole)
	}
	r.Leaf = r.leaf(shown.text)
	return r, nil
}

// ownPath is what a public report says of itself: the sealed one has nothing there.
const ownPath = "public"

// addedKey is put into rows of the public report, and leaves nothing out.
const addedKey = "commitment"

// saltsOf gives each row its salt. All follow from the sealed report: who holds it
// can open any row, and whoever is shown one learns nothing of the others.
func saltsOf(sealed []byte) func(path string) [32]byte {
	secret := sha256.Sum256(append([]byte("constat fact salt\n"), sealed...))
	return func(path string) [32]byte { return sha256.Sum256(append(secret[:], path...)) }
}

func commit(salt [32]byte, whole []byte) record.Hash {
	return record.Sum(append(salt[:], whole...))
}

// leftOf counts, key by key, what of a row is not as the sealed report has it.
func leftOf(whole, shown []byte) (out []Left, err error) {
	if len(whole) == 0 || whole[0] != '{' {
		n, err := differing(whole, shown)
		return []Left{{valueKey, max(n, 1)}}, err
	}
	was, err := pairs(whole)
	if err != nil {
		return nil, err
	}
	now := map[string]json.RawMessage{}
	if err := json.Unmarshal(shown, &now); err != nil {
		return nil, err
	}
	for _, p := range was {
		n, err := differing(p.value, now[p.key])
		if err != nil {
			return nil, err
		}
		if n > 0 && p.key != addedKey {
			out = append(out, Left{p.key, n})
		}
	}
	return out, nil
}

// valueKey is that of a fact that is no object.
const valueKey = "value"

// differing counts the values of a that are not the same in b.
func differing(a, b json.RawMessage) (int, error) {
	if bytes.Equal(a, b) {
		return 0, nil
	}
	x, err := exactly(a)
	if err != nil || len(b) == 0 {
		return unlike(x, nil), err
	}
	y, err := exactly(b)
	return unlike(x, y), err
}

func unlike(x, y any) (n int) {
	switch a := x.(type) {
	case map[string]any:
		b, ok := y.(map[string]any)
		if !ok {
			return 1
		}
		for k, v := range a {
			n += unlike(v, b[k])
		}
		return n
	case []any:
		b, _ := y.([]any)
		if len(a) != len(b) {
			return max(len(a)-len(b), 1)
		}
		for i, v := range a {
			n += unlike(v, b[i])
		}
		return n
	}
	if x != y {
		return 1
	}
	return 0
}
