package form

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"constat/report/web"
	"constat/store/registry"
)

// Sites asks whether a member holds a site. The form shows what it says and keeps what was
// found with the member's file, encrypted; how it is asked, the form doesn't know. The member
// writes the site's name again: this machine can't read the one in the file.
type Sites struct {
	// Ways says what a member can do to show that a site is theirs; wrong says, in place of
	// it, why that is not a site.
	Ways func(l web.Lang, member int, site string) (host string, ways []Way, wrong string)
	// Try asks by one way.
	Try func(ctx context.Context, l web.Lang, t Trial) Tried
}

// A Way is one thing that a member can do.
type Way struct {
	ID          string
	Name, Words string // what it is called, and what is to be done
	Shows       string // what it shows, and what it doesn't
	Copies      []Copy // what is to be copied as it stands
	To          []string
}

// A Copy is something to be copied, under its label.
type Copy struct{ Label, Text string }

// A Trial is one try. With an address to send to, a code is mailed; where one was typed, it is
// compared.
type Trial struct {
	Member              int
	Site, Way, To, Code string
	Typed               bool
}

// Tried is what came of it.
type Tried struct {
	Good, Sent       bool
	Name, Word, Text string // of the way, of what came, and what to do about it
	Note             any    // what is kept for counsel
	Steps            []string
}

// Bounds of what is tried.
const (
	triesAtOnce = 32              // of everybody
	triesOfLine = 3               // of one address
	tryEvery    = 5 * time.Second // for one member
	triesBefore = 6
	mailEvery   = 20 * time.Minute // for one member
	mailsBefore = 3
	mailsOfLine = 12 // an hour, from one address
	mailsAll    = 60 // an hour, whoever asks
	maxNotes    = 100
)

// patience bounds what members have tried: numbers only, in memory.
type patience struct {
	places *places
	mails  *rate.Limiter

	mu    sync.Mutex
	known map[int]*trials
}

type trials struct{ tries, mails *rate.Limiter }

func newPatience() *patience {
	return &patience{places: &places{most: triesAtOnce, each: 1, line: triesOfLine}, mails: rate.NewLimiter(rate.Every(time.Hour/mailsAll), mailsAll), known: map[int]*trials{}}
}

// allow counts a try of a member, or a mail from an address: what one of them may no longer do takes
// nothing from the others.
func (p *patience) allow(member int, mail bool, line func() bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.known[member]
	if t == nil {
		if len(p.known) >= maxKnown {
			clear(p.known)
		}
		t = &trials{rate.NewLimiter(rate.Every(tryEvery), triesBefore), rate.NewLimiter(rate.Every(mailEvery), mailsBefore)}
		p.known[member] = t
	}
	if mail {
		return t.mails.Allow() && line() && p.mails.Allow()
	}
	return t.tries.Allow()
}

// A sitePage is where a member shows that a site is theirs.
type sitePage struct {
	No           int
	Code         string
	Site, Wrong  string
	Ways         []Way
	Tried        *Tried
	Kept         string // the digest of what was kept
	Sent         string // where a code went
	Action, Back string
}

// site tells who came back with number and code how to show that a site is theirs, and tries it.
func (v *visit) site() {
	posted, bad := v.posted()
	code := first(posted["code"])
	if bad == 0 && !v.limits.allow(v.r) {
		bad = http.StatusTooManyRequests
	}
	if bad != 0 {
		if first(posted["no"]) != "" {
			v.again = func() { v.returning(first(posted["no"]), code, "") }
		}
		v.wrong(bad)
		return
	}
	place, ok := v.access(first(posted["no"]), code)
	if !ok {
		return
	}
	p := sitePage{No: place.No(), Code: code, Site: strings.TrimSpace(first(posted["site"])), Action: v.at("site"), Back: v.at("file")}
	status := http.StatusOK
	if p.Site != "" {
		var host string
		if host, p.Ways, p.Wrong = v.sites.Ways(v.lang, p.No, p.Site); p.Wrong == "" {
			p.Site = host
		}
	} else if first(posted["do"]) == "show" {
		p.Wrong = v.lang.Say("Écrivez d'abord le nom du site.", "Write the name of the site first.")
	}
	if way := first(posted["way"]); way != "" && p.Ways != nil && p.Wrong == "" {
		status = v.try(place, &p, Trial{Member: p.No, Site: p.Site, Way: way, To: first(posted["to"]), Code: first(posted["mailed"]), Typed: first(posted["do"]) == "type"})
	}
	if p.Wrong != "" {
		status = http.StatusUnprocessableEntity
	}
	title := v.lang.Say("Montrer qu'un site est à vous", "Show that a site is yours")
	if p.Wrong != "" {
		title = v.lang.Say("À revoir : %s", "To look at: %s", title)
	}
	v.show(web.Page{Title: title, Body: pageSite, Of: p, Status: status})
}

// try asks by one way, and keeps what came of it.
func (v *visit) try(place *registry.Place, p *sitePage, t Trial) int {
	mail := t.To != "" && !t.Typed
	if !offers(p.Ways, t) {
		return http.StatusNotFound
	}
	leave, ok := v.patience.places.take(t.Member, v.limits.line(v.r))
	if !ok {
		p.Tried = &Tried{Word: v.lang.Say("Attendez un peu", "Wait a little"), Text: v.lang.Say("D'autres essais sont en cours. Réessayez dans une minute.", "Other tries are under way. Try again in a minute.")}
		return http.StatusServiceUnavailable
	}
	defer leave()
	if !v.limits.free && !v.patience.allow(t.Member, mail, func() bool { return v.limits.mail(v.r) }) {
		p.Tried = &Tried{Word: v.lang.Say("Attendez un peu", "Wait a little"), Text: v.lang.Say("C'est le dernier essai d'une longue suite. Réessayez dans quelques minutes.", "This was the last of many tries. Try again in a few minutes.")}
		return http.StatusTooManyRequests
	}
	_ = web.Slow(v.w, 2*time.Minute) // a test's recorder has no deadlines
	done := v.sites.Try(v.r.Context(), v.lang, t)
	p.Tried = &done
	if done.Sent {
		p.Sent = t.To
	}
	v.keep(place, p, done)
	return http.StatusOK
}

// offers reports whether a way was offered, and the address too where mail is to be sent: what was not
// spends nothing of what others may send.
func offers(ways []Way, t Trial) bool {
	return slices.ContainsFunc(ways, func(w Way) bool {
		return w.ID == t.Way && (t.To == "" && len(w.To) == 0 || slices.Contains(w.To, t.To))
	})
}

// keep puts what came of a try with the member's file. Of tries without end only those that
// succeed are kept.
func (v *visit) keep(place *registry.Place, p *sitePage, done Tried) {
	parts, err := v.claim.Parts(place.No())
	notes := 0
	for _, q := range parts {
		if q.Kind == registry.PartOwner {
			notes++
		}
	}
	if err != nil || done.Note == nil || notes >= maxNotes && !done.Good {
		return
	}
	receipt, err := place.Note(registry.PartOwner, done.Note, v.now())
	if err != nil {
		v.log.Warn("what a try brought could not be kept", "claim", v.claim.Name, "member", place.No())
		return
	}
	p.Kept = groups(string(receipt.Digest))
}
