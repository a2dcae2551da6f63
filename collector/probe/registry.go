package probe

import (
	"context"
	"encoding/json"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"constat/store/record"
)

// Registries remembers which registry knows which names and addresses.
var Registries Directory

// A Directory holds what was read of who knows what: lists that IANA publishes,
// RFC 9224. Each is asked for once a day at most.
type Directory struct {
	mu    sync.Mutex
	lists map[string]services // by address of the list
}

// Services are the servers of one list, each by what it knows.
type services struct {
	asked time.Time
	known map[string]string
}

// Domain returns the server that knows a domain, with a slash at its end, by the
// list at an address; empty where none does, or the list can't be had.
func (d *Directory) Domain(ctx context.Context, a Ask, list, name string) string {
	return d.list(ctx, a, list)[name[strings.LastIndexByte(name, '.')+1:]]
}

// Network returns the server that knows an address, likewise: the one of the
// longest prefix.
func (d *Directory) Network(ctx context.Context, a Ask, list string, address netip.Addr) (server string) {
	longest := -1
	for text, s := range d.list(ctx, a, list) {
		if p, err := netip.ParsePrefix(text); err == nil && p.Contains(address) && p.Bits() > longest {
			server, longest = s, p.Bits()
		}
	}
	return server
}

func (d *Directory) list(ctx context.Context, a Ask, address string) map[string]string {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.lists[address]
	if age := time.Since(s.asked); age > 24*time.Hour || s.known == nil && age > time.Minute {
		s.asked = time.Now()
		r := HTTP(ctx, Ask{Roots: a.Roots, Resolver: a.Resolver, Named: a.Named, Question: record.Question{Kind: "http", URL: address, Timeout: max(a.Question.Timeout/2, 1), BodyLimit: 4 << 20}})
		if known := servicesOf(r); known != nil {
			s.known = known
		}
		if d.lists == nil {
			d.lists = map[string]services{}
		}
		d.lists[address] = s
	}
	return s.known
}

// servicesOf reads RFC 9224, section 4: lists of names, each with the addresses
// of who knows them. An encrypted one goes first.
func servicesOf(r Result) map[string]string {
	var page struct {
		Services [][2][]string `json:"services"`
	}
	if r.Answer.Fault != record.NoFault || r.Answer.Status != http.StatusOK || json.Unmarshal(r.Exchange.Body, &page) != nil {
		return nil
	}
	known := map[string]string{}
	for _, s := range page.Services {
		slices.SortStableFunc(s[1], func(a, b string) int { return strings.Compare(b[:min(5, len(b))], a[:min(5, len(a))]) })
		for _, name := range s[0] {
			if len(s[1]) > 0 {
				known[strings.ToLower(name)] = strings.TrimSuffix(s[1][0], "/") + "/"
			}
		}
	}
	return known
}

// LookUp asks a registry for one object, RFC 7480: a has the time limit, and how
// many redirects are followed, section 5.2.
func LookUp(ctx context.Context, a Ask, address string) Result {
	return HTTP(ctx, Ask{Roots: a.Roots, Resolver: a.Resolver, Named: a.Named, Family: a.Family, Address: a.Address, Question: record.Question{Kind: "http", URL: address, Method: http.MethodGet,
		Headers: []record.Header{{Name: "Accept", Value: "application/rdap+json"}}, Timeout: a.Question.Timeout, Follow: a.Question.Follow, BodyLimit: 1 << 20}})
}
