package report

import (
	"net/url"
	"slices"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// stopped are the sorts of redirects that were not followed, by what record.Unfollowing says.
var stopped = map[string]string{
	"more redirects than are followed": dossier.LedTooFar, "a redirect to what was asked before": dossier.LedInCircle,
	"a redirect to what is no address": dossier.LedNowhere, "a redirect to an address that is too long": dossier.LedNowhere,
	"a redirect to what is neither http nor https": dossier.LedNowhere, record.ErrSecretInside.Error(): dossier.LedToSecret,
}

// redirected tells how an answer led elsewhere than asked; its sort is empty
// where it did not.
func redirected(o bundle.Observed, r ruling) (d dossier.Redirect) {
	q, a := o.Definition.Question, o.Answer
	switch {
	case q.Kind != "http", o.Control == record.AllFailed, o.Away(), r.cause == incident.ControlsUntold, r.cause == incident.NotWatching:
		return d
	case a.Fault == record.Unfollowed:
		d.Sort = stopped[a.Detail]
		if d.Sort == dossier.LedTooFar || d.Sort == dossier.LedInCircle {
			d.Host = ledTo(q, a)
		}
	case a.Fault == record.AddressRefused && len(a.Hops) > 0:
		d.Sort, d.Host = dossier.LedInside, r.place.Elsewhere
	case a.Fault == record.NoFault && slices.Contains(record.Redirects, a.Status) && q.Follow == 0:
		if d.Host = ledTo(q, a); d.Host != "" || location(a) != "" {
			d.Sort = dossier.LedUnasked
		}
	case a.Fault == record.NoFault && r.place.Elsewhere != "":
		d.Sort, d.Host = dossier.LedElsewhere, r.place.Elsewhere
	}
	return d
}

// ledTo is the host that the answer itself leads to, empty for the one of the question.
func ledTo(q record.Question, a record.Answer) string {
	last, err := q.After(a.Hops)
	first, err1 := url.Parse(q.URL)
	base, err2 := url.Parse(last.URL)
	if err != nil || err1 != nil || err2 != nil {
		return ""
	}
	to, err := base.Parse(location(a))
	if err != nil || to.Hostname() == first.Hostname() {
		return ""
	}
	return to.Hostname()
}

func location(a record.Answer) string {
	for _, h := range a.Headers {
		if h.Name == "Location" {
			return h.Value
		}
	}
	return ""
}

// A trail is what one source told of redirects, answer by answer.
type trail struct {
	vantage string
	list    []dossier.Redirect
	goes    bool // the last of the list may go on
}

// take notes how one answer led elsewhere, or that it did not. One that nobody
// can date ends nothing and begins nothing.
func (t *trail) take(origin string, o bundle.Observed, r ruling) {
	d := redirected(o, r)
	if d.Sort == "" {
		t.goes = false
		return
	}
	ref := dossier.Ref{Log: origin, Leaf: o.Leaf, Item: o.Item}
	to := dossier.Known(o.Start())
	if n := len(t.list) - 1; t.goes && t.list[n].Sort == d.Sort && t.list[n].Host == d.Host {
		last := &t.list[n]
		last.Answers, last.To, last.Leaves = last.Answers+1, to, []dossier.Ref{last.Leaves[0], ref}
		return
	}
	d.Vantage, d.Answers, d.From, d.To, d.Leaves = t.vantage, 1, dossier.Known(o.End()), to, []dossier.Ref{ref}
	t.list, t.goes = append(t.list, d), true
}

// redirects adds where the pages of t led in the period.
func (b *builder) redirects(t dossier.Target, w *witnessed) {
	for _, d := range w.led {
		if d.From.Instant < b.period.To && d.To.Instant >= b.period.From {
			d.Target, d.TargetID, d.Site, d.Provider, d.URL = t.Name, t.ID, t.Site, t.Provider, t.Question.URL
			b.d.Redirects = append(b.d.Redirects, d)
		}
	}
}
