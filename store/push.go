package store

import (
	"encoding/hex"
	"fmt"

	"constat/store/record"
)

// Token returns what a job must know to report in, 64 hexadecimal digits:
// derived from the newest key in dir, which no bundle shows, and the job's
// address. The database stays closed, so that it may be asked for while a
// daemon runs. A log that is of another vantage is given a new key when that
// one begins: its tokens are not known yet.
func Token(dir, vantage, address string) (string, error) {
	list, err := epochsIn(dir)
	if err != nil {
		return "", err
	}
	newest := list[len(list)-1]
	key, err := readKey(newest)
	if err != nil {
		return "", err
	}
	if name, _, _ := record.Epoch(key.Name()); name != vantage {
		return "", fmt.Errorf("the key in %q is for %q, not for %q", newest, key.Name(), vantage)
	}
	return tokenIn(newest, address)
}

func tokenIn(dir, address string) (string, error) {
	key, err := readKey(dir)
	if err != nil {
		return "", err
	}
	token := key.Derive("push", address)
	return hex.EncodeToString(token[:]), nil
}

// Tokens returns every token that may be used to report for a job: after the
// rotation of a key also that of the key before, so that no job falls silent
// for a change of ours. After a theft whoever has the key could report.
func (s *Store) Tokens(address string) ([]string, error) {
	now := s.key.Derive("push", address)
	tokens := []string{hex.EncodeToString(now[:])}
	first, follows, err := s.Follows()
	if err != nil || !follows || first.Reason != "rotation" {
		return tokens, err
	}
	list, err := epochsIn(s.root)
	if err != nil || len(list) < 2 {
		return tokens, err
	}
	if old, err := tokenIn(list[len(list)-2], address); err == nil {
		tokens = append(tokens, old)
	}
	return tokens, nil // a key that is gone reports nothing
}
