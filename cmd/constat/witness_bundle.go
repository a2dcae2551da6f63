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

// state says how the bundles show a log: there, older than what was cosigned,
// forked from it, unlike where the bundle does not show enough to tell, or
// missing. One that forked outweighs all others, one that is there the rest.
func (s shownLogs) state(l *witness.Log) string {
	state := "missing"
	for _, shown := range s[l.Key] {
		head := l.Head()
		root, ok := shown.Root(head.Size)
		switch {
		case ok && root != head.Root:
			return "forked"
		case ok || head.Size == 0:
			state = "there"
		case state == "there":
		case shown.Head.Size < head.Size:
			state = "older"
		default:
			state = "unlike"
		}
	}
	return state
}
