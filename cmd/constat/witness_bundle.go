package main

import (
	"fmt"

	"constat/store/bundle"
	"constat/store/witness"
)

// shownLogs are the logs of bundles, by verifier key.
type shownLogs map[string][]*bundle.Log

// shownIn reads bundles, each sound in itself. Whose keys they are is what the
// witness knows.
func shownIn(paths []string) (shownLogs, error) {
	out := shownLogs{}
	for _, p := range paths {
		b, err := verifyFile(p, nil)
		if err != nil {
			return nil, err
		}
		if b.Verdict() == bundle.Broken {
			return nil, fmt.Errorf("%s is broken and shows nothing; constat verify says more", p)
		}
		for _, l := range b.Logs {
			out[l.Key] = append(out[l.Key], l)
		}
	}
	return out, nil
}

// state says how the bundles show a log: the best of them counts.
func (s shownLogs) state(l *witness.Log) string {
	state := "missing"
	for _, shown := range s[l.Key] {
		head, cosigned := shown.Head, l.Head()
		switch {
		case head.Size == cosigned.Size && head.Root != cosigned.Root:
			return "forked"
		case head.Size >= cosigned.Size:
			state = "there"
		case state == "missing":
			state = "older"
		}
	}
	return state
}
