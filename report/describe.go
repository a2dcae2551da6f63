package report

import (
	"cmp"
	"net"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/record"
)

// descriptions returns how the vantages named s and how often they asked it,
// as far as that was in force in the period.
func (b *builder) descriptions(s *subject) []dossier.Description {
	var all []dossier.Description
	for _, q := range s.sources {
		all = append(all, b.described(q, s.id)...)
	}
	slices.SortStableFunc(all, func(x, y dossier.Description) int { return cmp.Compare(x.From.Instant, y.From.Instant) })
	var list []dossier.Description
	for _, d := range all {
		n := len(list)
		if n == 0 || !list[n-1].Same(d) {
			list = append(list, d)
			continue
		}
		list[n-1].Vantages = slices.Compact(slices.Sorted(slices.Values(append(list[n-1].Vantages, d.Vantages...))))
	}
	return list
}

// described returns those of one vantage.
func (b *builder) described(q source, id record.Hash) []dossier.Description {
	var list []dossier.Description
	for i, d := range q.chain.definitions {
		over := i+1 < len(q.chain.definitions) && q.chain.definitions[i+1].Time <= b.period.From
		if q.questions[d.Hash] != id || over || d.Time >= b.period.To {
			continue
		}
		list = append(list, dossier.Description{From: dossier.Known(d.Time), Name: d.Name, Site: d.Site, Provider: d.Provider, Interval: dossier.Seconds(d.Interval.Millis()), Vantages: []string{q.vantage}})
	}
	return list
}

// coarse is the longest interval whose gaps go without a word, hasty the
// shortest time limit.
const (
	coarse = dossier.Seconds(5 * 60 * 1000)
	hasty  = dossier.Seconds(1000)
)

// describe names n as its bad rounds were asked, and says why a person must
// look at it.
func (b *builder) describe(n *dossier.Incident, t dossier.Target, i incident.Incident) {
	holds := map[incident.Reason]bool{incident.ProviderChanged: len(providers(t.Descriptions)) > 1}
	for _, r := range i.Review {
		holds[r] = true
	}
	holds[incident.CustomerManaged] = slices.ContainsFunc(n.Causes, served) && b.customers(t)
	for k, r := range i.Defined {
		d := b.defined[segment{r.Log, r.Leaf}]
		if k == 0 {
			n.Target, n.Site, n.Provider = d.Name, d.Site, d.Provider
		}
		if dossier.Seconds(d.Interval.Millis()) > coarse {
			holds[incident.CoarseInterval] = true
		}
		if dossier.Seconds(d.Question.Timeout) < hasty {
			holds[incident.ShortTimeout] = true
		}
	}
	for _, v := range n.Vantages {
		if slices.ContainsFunc(b.twins[v], func(o string) bool { return slices.Contains(n.Vantages, o) }) {
			holds[incident.SameMachine] = true
		}
	}
	for _, r := range incident.Reasons {
		if holds[r] {
			n.Review = append(n.Review, string(r))
		}
	}
}

func providers(list []dossier.Description) (names []string) {
	for _, d := range list {
		if !slices.Contains(names, d.Provider) {
			names = append(names, d.Provider)
		}
	}
	return names
}

// twinsOf returns, by vantage, the others that cannot be told from it: they
// share a key, or report the same addresses or the same machine.
func twinsOf(accounts []*account) map[string][]string {
	twins := map[string][]string{}
	for _, a := range accounts {
		for _, o := range accounts {
			if a.vantage != o.vantage && !slices.Contains(twins[a.vantage], o.vantage) && a.twin(o) {
				twins[a.vantage] = append(twins[a.vantage], o.vantage)
			}
		}
	}
	return twins
}

func (a *account) twin(o *account) bool {
	if keyOf(a.newest().Key) == keyOf(o.newest().Key) {
		return true
	}
	for _, x := range a.addresses() {
		if slices.Contains(o.addresses(), x) {
			return true
		}
	}
	return false
}

// keyOf cuts the log's name and the hash that hangs on it off a verifier key.
func keyOf(verifier string) string {
	_, rest, _ := strings.Cut(verifier, "+")
	_, key, _ := strings.Cut(rest, "+")
	return key
}

// addresses returns what a says of its machine at each start, loopback left
// out: one line for all addresses of a start, one for the machine itself.
func (a *account) addresses() (all []string) {
	for _, i := range a.entries {
		w, ok := i.Entry.(record.Watch)
		if !ok {
			continue
		}
		var list []string
		for _, x := range w.Addresses {
			if !loopback(x) {
				list = append(list, x)
			}
		}
		slices.Sort(list)
		if line := strings.Join(list, " "); line != "" && !slices.Contains(all, line) {
			all = append(all, line)
		}
		if !w.Machine.ID.IsZero() {
			all = append(all, w.Machine.ID.String())
		}
	}
	return all
}

// loopback reports whether "lo 127.0.0.1/8" is of the machine alone.
func loopback(address string) bool {
	ip, _, err := net.ParseCIDR(address[strings.LastIndexByte(address, ' ')+1:])
	return err == nil && (ip.IsLoopback() || ip.IsLinkLocalUnicast())
}
