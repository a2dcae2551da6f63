package record

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// A Hop is a redirect that was followed, RFC 9110 section 15.4.
type Hop struct {
	URL      string         `json:"url"`      // that was asked
	Status   int            `json:"status"`   // one of Redirects
	Peer     netip.AddrPort `json:"peer"`     // who said so
	Location string         `json:"location"` // where to, as it was said
}

// MaxHops bounds the redirects that a question follows.
const MaxHops = 10

// MaxAddress bounds the bytes of an address that a redirect names.
const MaxAddress = 2048

// Redirects are the statuses that lead elsewhere, with a Location.
var Redirects = []int{301, 302, 303, 307, 308}

// Unfollowing are the details of [Unfollowed].
var Unfollowing = []string{tooMany, circle, noAddress, tooLong, noPage, secretInside}

const (
	tooMany      = "more redirects than are followed"
	circle       = "a redirect to what was asked before"
	noAddress    = "a redirect to what is no address"
	tooLong      = "a redirect to an address that is too long"
	noPage       = "a redirect to what is neither http nor https"
	secretInside = "a redirect that holds the secret"
)

// ErrSecretInside is why a redirect that says our secret is not followed: its
// address would have to be kept.
var ErrSecretInside = errors.New(secretInside)

func checkHops(hops []Hop) error {
	if len(hops) > MaxHops {
		return errorf("%d redirects", len(hops))
	}
	for _, h := range hops {
		if len(h.URL) > MaxAddress || len(h.Location) > MaxAddress || h.Location == "" || !h.Peer.IsValid() || !slices.Contains(Redirects, h.Status) {
			return errorf("a redirect with status %d, from %d bytes to %d", h.Status, len(h.URL), len(h.Location))
		}
	}
	return nil
}

// After returns the question as it is put once hops were followed, each from
// the address that the one before led to. A POST becomes a GET as in every
// browser, RFC 9110 sections 15.4.2 to 15.4.4, and loses its body. What lets in
// is never sent to another place (scheme, host and port), nor is a Host field
// of the question's own, nor an address other than the one its name leads to.
// Its error is one of Unfollowing.
func (q Question) After(hops []Hop) (Question, error) {
	first, asked := q, map[string]bool{}
	for i, h := range hops {
		if asked[q.Method+" "+q.URL] = true; i >= first.Follow {
			return q, errors.New(tooMany)
		}
		if h.URL != q.URL {
			return q, errors.New("a redirect from what was not asked")
		}
		to, err := h.leads(q.URL)
		if err != nil {
			return q, err
		}
		q.URL = to.String()
		if q.Method == "POST" && h.Status <= 303 || q.Method != "HEAD" && h.Status == 303 {
			q.Method, q.Body = "GET", ""
		}
		if asked[q.Method+" "+q.URL] {
			return q, errors.New(circle)
		}
		q = q.as(first, SamePlace(first.URL, q.URL))
	}
	return q, nil
}

// leads resolves where h points to, RFC 3986 section 5.
func (h Hop) leads(from string) (*url.URL, error) {
	base, err := url.Parse(from)
	if err != nil || strings.ContainsFunc(h.Location, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0xfffd }) {
		return nil, errors.New(noAddress)
	}
	to, err := base.Parse(strings.TrimSpace(h.Location))
	switch {
	case err != nil:
		return nil, errors.New(noAddress)
	case !slices.Contains(Schemes["http"], to.Scheme):
		return nil, errors.New(noPage)
	case to.Hostname() == "":
		return nil, errors.New(noAddress)
	}
	to.Fragment, to.RawFragment, to.User = "", "", nil
	if len(to.String()) > MaxAddress || len(h.Location) > MaxAddress {
		return nil, errors.New(tooLong)
	}
	return to, nil
}

// as gives q what first sends to its own place, or takes that away.
func (q Question) as(first Question, own bool) Question {
	q.Auth, q.Address, q.Headers = first.Auth, first.Address, first.Headers
	if own {
		return q
	}
	q.Auth, q.Address, q.Headers = "", "", nil
	for _, h := range first.Headers {
		if !strings.EqualFold(h.Name, "Host") {
			q.Headers = append(q.Headers, h)
		}
	}
	return q
}

// SamePlace reports whether two addresses are of one scheme, host and port.
func SamePlace(a, b string) bool {
	u, err := url.Parse(a)
	v, err2 := url.Parse(b)
	return err == nil && err2 == nil && u.Scheme == v.Scheme && HostPort(u) == HostPort(v)
}

// HostPort returns host and port of an address, in lower case, the port of its
// scheme where it names none.
func HostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443"}[u.Scheme]
	}
	return strings.ToLower(strings.TrimSuffix(u.Hostname(), ".")) + ":" + port
}
