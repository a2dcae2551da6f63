package report

import (
	"net/netip"
	"slices"
	"strings"

	"constat/store/record"
)

// peerOf returns whom a question asked first: redirects lead elsewhere.
func peerOf(a record.Answer) netip.Addr {
	if len(a.Hops) > 0 {
		return a.Hops[0].Peer.Addr()
	}
	return a.Peer.Addr()
}

// mostPeers is how many addresses of one target are held against those of others.
const mostPeers = 64

// reached notes which addresses the questions of target id reached.
func (b *builder) reached(id record.Hash, w *witnessed) {
	if b.answered == nil {
		b.answered = map[record.Hash][]netip.Addr{}
	}
	list := b.answered[id]
	for a := range w.peers {
		if a.IsValid() {
			list = append(list, a.Unmap())
		}
	}
	slices.SortFunc(list, netip.Addr.Compare)
	list = slices.Compact(list)
	b.answered[id] = list[:min(len(list), mostPeers)]
}

// placed reports whether an address that an attempt asked stands in anything
// else that is shown: an answer to the question, a path of its name, or the
// address at which another target asks for the same host. Of any other nobody
// can tell whose it is.
func (b *builder) placed(s *subject, w *witnessed, asked string) bool {
	a, err := record.ParseAsked(asked)
	if err != nil || !a.Address.IsValid() {
		return true
	}
	at := a.Address.Addr()
	if w.peers[at] {
		return true
	}
	for _, q := range s.sources {
		for _, e := range q.stood() {
			for _, p := range e.Addresses {
				if p.Address == at {
					return true
				}
			}
		}
	}
	return b.pinned(s.target.Question.Host(), at)
}

// pinned reports whether a target that is shown asks for a host at an address.
func (b *builder) pinned(host string, at netip.Addr) bool {
	for _, acc := range b.accounts {
		for _, c := range acc.chains {
			for _, d := range c.definitions {
				q := d.Question
				if q.Address == "" || !strings.EqualFold(q.Host(), host) {
					continue
				}
				bare, err := netip.ParseAddr(q.Address)
				if p, wrong := netip.ParseAddrPort(q.Address); wrong == nil {
					bare, err = p.Addr(), nil
				}
				if err == nil && bare == at {
					return true
				}
			}
		}
	}
	return false
}
