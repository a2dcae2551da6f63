package owner

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"constat/store/record"
)

// Why a site can't be asked.
var (
	ErrNoName  = errors.New("no name of a site")
	ErrAddress = errors.New("an address is not a name; only papers can show who used it")
	ErrPrivate = errors.New("a name of private networks only")
	ErrSuffix  = errors.New("a name under which anybody can put a site")
)

// An Asset is a site as it is asked: by the name of its host. What stands at one path of a
// host is not told from the rest of it.
type Asset struct {
	Host   string // in ASCII, lower case
	Domain string // what is registered: the name below the public suffix that a registry runs
	Shared bool   // Domain belongs to who lets others put sites there, as github.io's does
}

// ParseAsset reads a domain or a URL as a member writes it. It returns ErrNoName, ErrAddress,
// ErrPrivate or ErrSuffix.
func ParseAsset(text string) (Asset, error) {
	host, err := hostOf(strings.TrimSpace(text))
	if err != nil {
		return Asset{}, err
	}
	if looksLikeAddress(host) {
		return Asset{}, ErrAddress
	}
	if !strings.Contains(host, ".") && host != "localhost" {
		return Asset{}, ErrNoName
	}
	if record.PrivateName(host) {
		return Asset{}, ErrPrivate
	}
	// RFC 5891, and the checks that a registry makes; the rules for host names keep out
	// what could be read as something else.
	host, err = idna.Lookup.ToASCII(host)
	again, err2 := idna.Lookup.ToASCII(host)
	if err != nil || err2 != nil || again != host || !utf8.ValidString(text) || len(host) > 200 || slices.Contains(strings.Split(host, "."), "") { // room for the label in front
		return Asset{}, ErrNoName
	}
	if record.PrivateName(host) {
		return Asset{}, ErrPrivate
	}
	if looksLikeAddress(host) { // full-width digits have become digits
		return Asset{}, ErrAddress
	}
	return assetOf(host)
}

func hostOf(text string) (string, error) {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Hostname() == "" || u.Port() != "" && u.Port() != "80" && u.Port() != "443" {
		return "", ErrNoName
	}
	return strings.TrimSuffix(u.Hostname(), "."), nil
}

// looksLikeAddress takes what an old library reads as an address for one: 127.1, 0x7f.0.0.1.
func looksLikeAddress(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	return last != "" && (strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x"))
}

func assetOf(host string) (Asset, error) {
	suffix, _ := publicsuffix.PublicSuffix(host)
	if suffix == host {
		return Asset{}, ErrSuffix
	}
	domain, shared := registered(host)
	return Asset{Host: host, Domain: domain, Shared: shared}, nil
}

// registered is the name that a registry has given out. The list of public suffixes has those
// of registries and those of hosts; below the second kind the domain is the host's.
func registered(host string) (domain string, shared bool) {
	for at := host; ; shared = true {
		suffix, _ := publicsuffix.PublicSuffix(at)
		_, byRegistry := publicsuffix.PublicSuffix(suffix) // of a name below, the library can err
		if byRegistry || !strings.Contains(suffix, ".") {
			if suffix == at {
				return domain, shared
			}
			domain, _ = publicsuffix.EffectiveTLDPlusOne(at)
			return domain, shared
		}
		domain = suffix
		_, at, _ = strings.Cut(suffix, ".")
	}
}

// zones are the names at which the zone of the host can begin, the nearest first.
func (a Asset) zones() (names []string) {
	for at := a.Host; ; {
		names = append(names, at)
		if at == a.Domain {
			return names
		}
		var ok bool
		if _, at, ok = strings.Cut(at, "."); !ok {
			return names
		}
	}
}
