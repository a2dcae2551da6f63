package loss

import (
	"slices"
	"strings"
)

// What stands in front of a site (a CDN, a firewall, a cache, a load balancer) passes
// on what the origin says, may give what it likes by itself, or may ask another
// machine. From outside nobody can tell the three apart, and its own word that it
// asked doesn't say whom. So what came through it is never settled as the origin's.

// fronts are the addresses at which answers bore the mark of something in front of
// the site, "" where nobody knows which.
func fronts(sights []Sight) map[string]bool {
	at := map[string]bool{}
	for _, s := range sights {
		if s.Through && s.Peers == "" {
			at[""] = true
		}
		for _, p := range strings.Fields(s.Peers) {
			if s.Through {
				at[p] = true
			}
		}
	}
	return at
}

// through adds to the doubts of a loss that l came through something in front of
// the site: it bears its mark, or came from where other answers did.
func (f *follower) through(doubts []Doubt, l look) []Doubt {
	front := func(peer string) bool { return f.fronts[peer] }
	if l.through || f.fronts[""] || l.peers == "" && len(f.fronts) > 0 || slices.ContainsFunc(strings.Fields(l.peers), front) {
		return append(doubts, Through)
	}
	return doubts
}
