package owner

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"unicode/utf8"

	"constat/collector/probe"
	"constat/store/record"
)

// Bounds of a file.
const (
	maxFile      = 4096 // bytes
	maxAddresses = 4    // of one site
)

// FilePath is where on the site the file stands, RFC 8615. It does not name the claim: the site's
// host, against whom it may be, can read it.
const FilePath = "/.well-known/constat-owner.txt"

// file asks the site for the file: over TLS, where the certificate must be the site's
// own, and where that doesn't answer in clear, which is another and a lighter way.
func (a *Asker) file(ctx context.Context, c Challenge) Result {
	secure := begin(File, c)
	secure.Token = a.Key.Token(c)
	at := a.addresses(ctx, c.Asset.Host, maxAddresses)
	if len(at) == 0 {
		secure.note("A, AAAA "+c.Asset.Host, "", "resolver", "no address that is asked")
		return secure.end(Unreachable, NoAddress)
	}
	o, why := a.fileBy(ctx, c, "https", at, &secure)
	if o != Unreachable {
		return secure.end(o, why)
	}
	clear := begin(FileClear, c)
	clear.Token, clear.Steps = secure.Token, secure.Steps
	o, why = a.fileBy(ctx, c, "http", at, &clear)
	return clear.end(o, why)
}

// fileBy asks all addresses of the site. Two controls go to each that says yes: the same
// file under a name that nobody has, which a neighbour's server would give too, and a file
// that nobody has placed.
func (a *Asker) fileBy(ctx context.Context, c Challenge, scheme string, at []netip.Addr, r *Result) (Outcome, Reason) {
	yes, worst, reason := 0, Unreachable, NoAnswer
	for _, addr := range at {
		o, why := a.page(ctx, scheme, c.Asset.Host, addr, FilePath, r, "site")
		switch {
		case o == Proven:
			yes++
		case worst == Unreachable && o != Unreachable:
			worst, reason = o, why
		}
	}
	switch {
	case yes == 0:
		return worst, reason
	case worst != Unreachable:
		return Contradicted, AddressesDiffer
	}
	return a.controls(ctx, c, scheme, at, r)
}

func (a *Asker) controls(ctx context.Context, c Challenge, scheme string, at []netip.Addr, r *Result) (Outcome, Reason) {
	stranger := strings.ToLower(rand.Text()[:16])
	for _, addr := range at {
		if o, _ := a.page(ctx, scheme, "constat-"+stranger+".invalid", addr, FilePath, r, "control"); o == Proven {
			return NotProven, AnyName
		}
		if o, _ := a.page(ctx, scheme, c.Asset.Host, addr, "/.well-known/constat-"+stranger+".txt", r, "control"); o == Proven {
			return NotProven, AnyPath
		}
	}
	return Proven, ""
}

// page asks one address for one file. The address was checked, and it is the one that is
// dialled: what the name leads to a moment later changes nothing. No redirect is followed.
func (a *Asker) page(ctx context.Context, scheme, host string, addr netip.Addr, path string, r *Result, as string) (Outcome, Reason) {
	at := netip.AddrPortFrom(addr, 80)
	if scheme == "https" {
		at = netip.AddrPortFrom(addr, 443)
	}
	to, ok := a.dialled(at)
	if !ok {
		return Unreachable, NoAddress
	}
	address := scheme + "://" + host + path
	got := probe.HTTP(ctx, probe.Ask{Roots: a.Roots, Address: to, Question: record.Question{Kind: "http", URL: address, Method: http.MethodGet,
		Headers: []record.Header{{Name: "Accept", Value: "text/plain"}, {Name: "Cache-Control", Value: "no-cache"}}, Timeout: fileTime.Milliseconds(), BodyLimit: maxFile}})
	o, why, said := readPage(got, r.Token)
	r.note("GET "+address, at.String(), as, said)
	return o, why
}

func readPage(got probe.Result, token string) (Outcome, Reason, string) {
	a := got.Answer
	switch {
	case a.Status == 0:
		return Unreachable, NoAnswer, "no answer (" + string(a.Fault) + ")"
	case a.Status >= 300 && a.Status < 400:
		return NotProven, Redirected, "status " + strconv.Itoa(a.Status)
	case a.Status >= 500:
		return Unreachable, NoAnswer, "status " + strconv.Itoa(a.Status)
	case a.Status != http.StatusOK:
		return NotProven, Absent, "status " + strconv.Itoa(a.Status)
	case a.Cut || got.Exchange == nil || len(got.Exchange.Body) > maxFile:
		return NotProven, NotPlain, fmt.Sprintf("more than %d bytes", maxFile)
	case a.Fault != record.NoFault:
		return Unreachable, NoAnswer, "no answer (" + string(a.Fault) + ")"
	}
	return readFile(got.Exchange.Body, token)
}

// readFile takes only a file that holds tokens and nothing else, one a line: what visitors
// can write into a page of the site is none, and no page that says what it was asked for.
func readFile(body []byte, token string) (Outcome, Reason, string) {
	if !utf8.Valid(body) {
		return NotProven, NotPlain, "no plain text"
	}
	why := Absent
	text := strings.TrimPrefix(string(body), "\ufeff")
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case !strings.HasPrefix(line, tokenPrefix):
			return NotProven, NotPlain, "something else than a token"
		case line == token:
			why = ""
		case why == Absent:
			why = OtherToken
		}
	}
	switch why {
	case "":
		return Proven, "", "the token"
	case OtherToken:
		return NotProven, OtherToken, "another token"
	}
	return NotProven, Absent, "an empty file"
}
