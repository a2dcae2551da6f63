package report

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/bundle"
	"constat/store/page"
	"constat/store/record"
)

// What all vantages witnessed of one subject.
type witnessed struct {
	views    []incident.View
	sights   map[string][]loss.Sight // by vantage
	captures map[string][]capture
	attempts []attempt           // diagnostic ones, that differed from the question
	peers    map[netip.Addr]bool // that answered the question itself, or were asked it
	led      []dossier.Redirect  // where answers led elsewhere than asked
}

// An attempt is a question asked otherwise than as it is scheduled: it tells
// where a failure may lie, and counts for nothing.
type attempt struct {
	vantage string
	incident.Observation
	asked string // see record.Asked
	peer  netip.AddrPort
}

// A capture is content kept, with the log that holds its file.
type capture struct {
	bundle.Item
	log *bundle.Log
}

// What was judged once need not be judged again: a steady target gives one
// answer for months.
type (
	judged struct {
		definition, answer record.Hash
		control            record.Control
		concealed, absent  bool
	}
	ruling struct {
		verdict incident.Verdict
		cause   incident.Cause
		place   incident.Place
		through bool // something in front of the origin passed it on, or gave it
	}
)

func (b *builder) load(s *subject) *witnessed {
	w := &witnessed{sights: map[string][]loss.Sight{}, captures: map[string][]capture{}, peers: map[netip.Addr]bool{}}
	for _, q := range s.sources {
		w.views = append(w.views, b.view(s.id, q, w, b.customers(targetOf(s))))
		for _, p := range q.chain.parts {
			for _, item := range p.Captures {
				w.captures[q.vantage] = append(w.captures[q.vantage], capture{item, p.log})
			}
		}
	}
	return w
}

// view returns what q saw of question id, and notes the content in w. Ours says
// that the customer administers the machine.
func (b *builder) view(id record.Hash, q source, w *witnessed, ours bool) incident.View {
	v := incident.View{Vantage: q.vantage, Controls: q.vouched(q.chain.final().Question), Attested: attested(q.origin, b.bundles), Changed: q.changed(id), Clock: q.doubts(b.opt.Method)}
	v.ShownFrom, v.ShownTo = q.bounds(q.chain)
	for _, d := range q.chain.definitions {
		b.defined[segment{q.origin, d.Leaf}] = d.Target
	}
	v.Observations = slices.Grow(v.Observations, b.rounds(q))
	var sights []loss.Sight
	var peer netip.Addr // of the answer before
	off := v.ClockOff(*b.opt.Method)
	led := trail{vantage: q.vantage}
	for o := range q.chain.observations() {
		if q.questions[o.Definition.Hash] != id {
			continue
		}
		r := b.judge(o)
		seen := b.observation(q.origin, o, r)
		if o.Answer.Asked != "" {
			w.attempts = append(w.attempts, attempt{q.vantage, seen, o.Answer.Asked, o.Answer.Peer})
			continue // another question, and no part of any figure
		}
		v.Observations = append(v.Observations, seen)
		if at := peerOf(o.Answer); at != peer || len(v.Observations) == 1 {
			peer, w.peers[at] = at, true
		}
		s := sight(q.origin, o)
		s.Peers, s.Provider, s.Site = b.peer(o.Answer), o.Definition.Provider, o.Definition.Site
		s.Host, s.Front, s.Cached = beyond(o.Definition.Question.URL, r.place.Elsewhere), r.place.Layer == incident.LayerFront, r.place.Cached
		s.Later = slices.ContainsFunc(o.Answer.Headers, func(h record.Header) bool { return h.Name == "Retry-After" })
		s.Through = r.through
		s.MayBeOwn = r.verdict == incident.Bad && (slices.Contains(b.opt.Method.MayBeOwn, r.cause) || ours && slices.Contains(onMachine, string(r.place.Layer)))
		if !seen.Late && !off(o.Start(), o.End()) {
			led.take(q.origin, o, r)
		}
		s.Unsure = seen.Late || r.untold(o) || off(o.Start(), o.End())
		if s.Rules != page.Version { // rules that nobody here can try are no word on a body
			s.Normal, s.Rules = record.Hash{}, ""
		}
		if b.forms.doubts(o.Answer) { // what it showed is not known
			s.Unsure, s.Body, s.Size, s.Normal, s.Rules = true, record.Hash{}, 0, record.Hash{}, ""
		}
		// Of content that stays, the first sight and the last are enough.
		if n := len(sights); n > 1 && len(q.chain.parts) == 1 && sights[n-1].Same(s) && sights[n-2].Same(s) {
			s.Peers = loss.Peers(sights[n-1].Peers, s.Peers)
			sights = sights[:n-1]
		}
		sights = append(sights, s)
	}
	w.sights[q.vantage] = append(w.sights[q.vantage], sights...)
	w.led = append(w.led, led.list...)
	return v
}

// mostRounds is how many rounds are made room for at once.
const mostRounds = 1 << 16

// rounds is about how many answers q has in the period.
func (b *builder) rounds(q source) int {
	return int(min(int64(b.period.To-b.period.From)/max(q.chain.final().Interval.Millis(), 1)+1, mostRounds))
}

// changed returns when q began or ceased to ask question id instead of another.
func (q source) changed(id record.Hash) []record.Instant {
	var at []record.Instant
	list := q.chain.definitions
	for i := 1; i < len(list); i++ {
		was, is := q.questions[list[i-1].Hash], q.questions[list[i].Hash]
		if was != is && (was == id || is == id) {
			at = append(at, list[i].Time)
		}
	}
	return at
}

func (b *builder) observation(origin string, o bundle.Observed, r ruling) incident.Observation {
	return incident.Observation{
		Round: o.Round, Attempt: o.Attempt, Interval: o.Definition.Interval, Start: o.Start(), End: o.End(), Took: took(o),
		Verdict: r.verdict, Cause: r.cause, Status: o.Answer.Status, Detail: o.Answer.Detail, Place: r.place,
		Late: b.late(origin, o), Unasked: o.Unasked(), Defined: o.Definition.Leaf,
		Ref: incident.Ref{Log: origin, Leaf: o.Leaf, Item: o.Item},
	}
}

// took is how long the answer took. Each phase is known to within one
// hundredth.
func took(o bundle.Observed) (sum time.Duration) {
	for _, s := range o.Timing {
		sum += s.Duration()
	}
	return sum
}

func (b *builder) judge(o bundle.Observed) ruling {
	k := judged{o.Definition.Hash, o.Observation.Answer, o.Control, o.Concealed(), o.Absent()}
	if k == b.judged {
		return b.ruled
	}
	r, ok := b.verdicts[k]
	if !ok {
		r.verdict, r.cause = b.opt.Method.Judge(o.Definition.Question, o.Observation, o.Answer)
		if k.concealed && r.verdict == incident.Bad {
			r.verdict, r.cause = incident.Unknown, incident.ControlsUntold
		}
		if k.absent {
			r.verdict, r.cause = incident.Unknown, incident.NotWatching
		}
		r.place, r.through = incident.Locate(o.Definition.Question, o.Answer, r.cause), incident.Through(o.Answer)
		b.verdicts[k] = r
	}
	b.judged, b.ruled = k, r
	return r
}

// untold reports whether an answer says nothing of the page, because our own
// network was down or may have been, the vantage says that it had stopped, we
// ended the question ourselves, or were sent away.
func (r ruling) untold(o bundle.Observed) bool {
	switch {
	case o.Control == record.AllFailed, o.Away(), r.cause == incident.ControlsUntold:
		return true
	}
	return o.Answer.Fault != record.NoFault && r.verdict != incident.Bad
}

// beyond is the host to which redirects had led, empty where it is the one of
// address but for a "www." in front: that is how a site calls itself.
func beyond(address, led string) string {
	if led == "" {
		return ""
	}
	u, err := url.Parse(address)
	if err == nil && strings.TrimPrefix(u.Hostname(), "www.") == strings.TrimPrefix(led, "www.") {
		return ""
	}
	return led
}

// peer is the address that answered in the end, empty where none did.
func (b *builder) peer(a record.Answer) string {
	at := a.Peer.Addr()
	if !at.IsValid() {
		return ""
	}
	if at != b.answerer.at {
		b.answerer.at, b.answerer.name = at, at.String()
	}
	return b.answerer.name
}

func sight(origin string, o bundle.Observed) loss.Sight {
	return loss.Sight{
		Round: o.Round, Interval: o.Definition.Interval, Attempt: o.Attempt, Start: o.Start(), End: o.End(),
		Fault: o.Answer.Fault, Challenge: o.Answer.Challenge, Status: o.Answer.Status,
		Body: o.Answer.Body, Size: o.Answer.Size, Normal: o.Answer.Normal, Rules: o.Answer.Rules,
		Ref: loss.Ref{Log: origin, Leaf: o.Leaf, Item: o.Item},
	}
}
