package main

import (
	"cmp"
	"context"
	"encoding/hex"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"constat/report/incident"
	"constat/report/live"
	"constat/report/web/dashboard"
	"constat/store"
	"constat/store/record"
	"constat/store/registry"
)

// look is all that the dashboard shows now. Nothing secret is in it.
func (b *board) look(ctx context.Context) (*dashboard.View, error) {
	st, err := b.holder.standing(ctx)
	if err != nil {
		return nil, err
	}
	f, r := b.force.Load(), b.onlooker.memory.Recall()
	v := &dashboard.View{Now: time.Now(), Started: b.started, Vantage: f.config.Name, Version: version, Outages: r.Outages, Missed: r.Missed, Settings: f.settings()}
	watched := map[string]bool{}
	for _, t := range f.plan.targets {
		watched[t.Name] = true
	}
	for _, s := range st.Targets {
		if watched[s.Target.Name] {
			v.Targets = append(v.Targets, boardTarget(s, f.config, r))
		}
	}
	b.losses(v)
	v.Sayings = publications(v, r)
	v.Deadlines = b.deadlines(v.Now, f)
	v.Evidence = b.evidence(st, r, f.config, v.Now)
	v.Claims = b.claims.of(filepath.Join(b.dir, "claims"), v.Now)
	return v, nil
}

func boardTarget(s store.State, c *Config, r live.Recall) dashboard.Target {
	q := s.Target.Question
	t := dashboard.Target{Target: statusTargetOf(s).Target, ID: dashboard.ID(s.Target.Name), Address: dashboard.Address(q.URL), Kind: q.Kind, ProviderName: s.Target.ProviderName,
		Interval: time.Duration(s.Target.Interval.Millis()) * time.Millisecond, Status: s.Answer.Status, Size: s.Answer.Size, Expires: s.Answer.Expires, Course: r.Courses[s.Target.Name]}
	t.URL = ""
	if t.Control {
		t.Name = t.Address // it has no other
	}
	if p := c.Providers[t.Provider]; p.Name != "" {
		t.ProviderName = p.Name
	}
	if t.ProviderName == "" {
		t.ProviderName = t.Provider
	}
	if h := statusTargetOf(s).Held; h != nil {
		t.Held = &dashboard.Held{Items: h.Items, Most: h.Most, MostAt: h.MostAt, Missing: h.Missing}
	}
	t.Asked = asked(q, t.Interval)
	return t
}

// asked is how a target is asked: no value of a header, no body, no secret.
func asked(q record.Question, interval time.Duration) (all []dashboard.Setting) {
	add := func(name, value string) {
		if value != "" {
			all = append(all, dashboard.Setting{Name: name, Value: value})
		}
	}
	add("kind", q.Kind)
	add("method", q.Method)
	add("interval", short(interval))
	add("timeout", short(time.Duration(q.Timeout)*time.Millisecond))
	add("address", q.Address)
	add("auth", q.Auth)
	var names []string
	for _, h := range q.Headers {
		names = append(names, h.Name)
	}
	add("headers", strings.Join(names, ", "))
	if q.Follow > 0 {
		add("follow", strconv.Itoa(q.Follow))
	}
	add("conditions", strings.Join(q.Conditions, "; "))
	id := q.ID()
	add("question", hex.EncodeToString(id[:]))
	return all
}

// losses are lists that hold less, and pages in the place of others.
func (b *board) losses(v *dashboard.View) {
	replaced := b.onlooker.replacements()
	for _, t := range v.Targets {
		if t.Held.Lacks() {
			v.Losses = append(v.Losses, dashboard.Loss{Target: t.Name, ID: t.ID, Site: t.Site, Since: *t.Since, Held: t.Held})
		}
		if p, is := replaced[t.Name]; is {
			v.Losses = append(v.Losses, dashboard.Loss{Target: t.Name, ID: t.ID, Site: t.Site, Since: p.since, Page: p.of})
		}
	}
}

// publications are what providers publish, against when their targets went down.
func publications(v *dashboard.View, r live.Recall) (all []dashboard.Saying) {
	down := map[string]record.Instant{}
	for _, o := range r.Outages {
		if o.To == 0 && (down[o.Provider] == 0 || o.From < down[o.Provider]) {
			down[o.Provider] = o.From
		}
	}
	for _, t := range v.Targets {
		if t.Matter == "" {
			continue
		}
		s := dashboard.Saying{Provider: t.ProviderName, Target: t.Name, ID: t.ID, Matter: t.Matter, Address: t.Address, Readable: t.Outcome == incident.Good || t.Last == nil, Publication: r.Published[t.Name]}
		if t.Matter != record.MatterTerms && s.Publication.First != 0 {
			s.Down = down[t.Provider]
		}
		all = append(all, s)
	}
	return all
}

func (b *board) deadlines(now time.Time, f *inForce) (all []dashboard.Deadline) {
	if len(f.plan.contracts) == 0 {
		return nil
	}
	outages, _ := readOutages(filepath.Join(b.dir, outagesName)) // the daemon says what cannot be read
	for _, k := range claims(f.plan.contracts, outages, now) {
		d := dashboard.Deadline{Contract: k.Contract, Targets: k.Targets, Day: k.ClaimDay, Days: k.Days, Ticket: k.Ticket}
		if k.ClaimBy != nil {
			d.By = *k.ClaimBy
		}
		all = append(all, d)
	}
	return all
}

func (b *board) evidence(st standing, r live.Recall, c *Config, now time.Time) dashboard.Evidence {
	h := st.Health
	head, _ := b.holder.Checkpoint()
	e := dashboard.Evidence{Log: h.Head.Origin, Key: b.holder.VerifierKey(), Checkpoint: string(head), Policy: string(b.holder.Policy()), Leaves: h.Leaves, Size: h.Head.Size, Pending: h.Pending, Bytes: h.Bytes,
		Free: room(b.dir), Covered: h.Covered, WitnessesAsked: len(c.Witnesses), Servers: len(c.Clock), ClockWithin: incident.Standard().ClockWithin, Gaps: r.Gaps}
	if e.Log == "" {
		e.Log = b.holder.Origin()
	}
	if h.Sealed != 0 {
		e.Sealed = h.Sealed.Time()
	}
	if h.Stamped != 0 {
		e.Stamped = h.Stamped.Time()
	}
	if h.Pending > 0 || h.Leaves > h.Head.Size {
		if e.Unsealed = e.Sealed; e.Unsealed.Before(b.started) {
			e.Unsealed = b.started
		}
	}
	for _, u := range c.Anchors {
		e.Authorities = append(e.Authorities, dashboard.Host(u))
	}
	if a := b.holder.anchors; a != nil {
		for _, x := range a.desk.Behind() {
			e.Unstamped = append(e.Unstamped, dashboard.Awaited{Who: dashboard.Host(x.URL), Since: x.Since, Tries: x.Tries})
		}
	}
	for _, x := range st.Uncosigned {
		e.Uncosigned = append(e.Uncosigned, dashboard.Awaited{Who: dashboard.Host(x.Witness), Since: x.Since.Time(), Tries: x.Tries})
	}
	for _, w := range st.Cosigners {
		name, _, _ := strings.Cut(w.Witness, "+")
		e.Witnesses = append(e.Witnesses, dashboard.Witness{Name: name, At: time.Unix(w.At, 0), Leaves: w.Last})
	}
	if k := statusClockOf(h.Clock); k != nil {
		e.Clock = &dashboard.Clock{At: k.Time.Time(), Asked: k.Asked, Answered: k.Answered, Agreed: k.Agreed}
		if k.Offset != nil {
			e.Clock.Known, e.Clock.Offset, e.Clock.Within = true, micros(*k.Offset), micros(*k.Within)
		}
	}
	return e
}

// room is how many bytes are free where a folder lies, -1 where that is not known.
func room(dir string) int64 {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return -1
	}
	return int64(fs.Bavail) * int64(fs.Bsize)
}

// settings are what of a configuration can be shown.
func (f *inForce) settings() (all []dashboard.Setting) {
	c := f.config
	add := func(name string, values ...string) {
		if text := strings.Join(values, ", "); text != "" {
			all = append(all, dashboard.Setting{Name: name, Value: text})
		}
	}
	shown := func(urls []string) (out []string) {
		for _, u := range urls {
			out = append(out, dashboard.Address(u))
		}
		return out
	}
	add("name", c.Name)
	add("targets", strconv.Itoa(f.plan.counts[0]))
	add("controls", shown(c.Controls)...)
	for _, key := range slices.Sorted(maps.Keys(c.Providers)) {
		add("providers."+key, c.Providers[key].Name)
	}
	for _, key := range slices.Sorted(maps.Keys(c.Contracts)) {
		add("contracts."+key, c.Contracts[key].Provider+", "+filepath.Base(c.Contracts[key].Rule))
	}
	add("anchors", shown(c.Anchors)...)
	for _, w := range c.Witnesses {
		add("witnesses", dashboard.Address(w.URL))
	}
	add("clock", c.Clock...)
	add("echo", shown(c.Echo)...)
	add("listen", c.Listen)
	if c.TLS != (Certificate{}) {
		add("tls", filepath.Base(c.TLS.Certificate))
	}
	if c.BehindProxy {
		add("behind_proxy", "true")
	}
	add("public", c.Public...)
	add("claims", c.Claims...)
	add("claims_at", c.ClaimsAt)
	if c.Terms != "" {
		add("terms", filepath.Base(c.Terms))
	}
	for _, u := range c.Users {
		add("users", u.Name+" ("+string(u.Role)+")")
	}
	add("notify", strconv.Itoa(len(c.Notify)))
	add("method", cmp.Or(c.Method, "built in"))
	add("sha256", hex.EncodeToString(f.digest[:]))
	return all
}

// claimFigures are the figures of the registers, read at most once a minute, and for a hundredth of the time at the
// most: there can be thousands of members.
type claimFigures struct {
	mu   sync.Mutex
	next time.Time
	list []dashboard.Claim
}

const figuresEvery = time.Minute

func (f *claimFigures) of(dir string, now time.Time) []dashboard.Claim {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now.Before(f.next) {
		return f.list
	}
	f.list = nil
	began := time.Now()
	defer func() { f.next = now.Add(max(figuresEvery, 100*time.Since(began))) }()
	names, err := registry.Names(dir)
	if err != nil {
		return nil
	}
	for _, name := range names {
		f.list = append(f.list, figures(dir, name))
	}
	return f.list
}

func figures(dir, name string) dashboard.Claim {
	c := dashboard.Claim{Name: name}
	claim, err := registry.Open(dir, name)
	if err != nil {
		c.Trouble = true
		return c
	}
	entries, err := claim.List()
	c.Trouble, c.Members, c.Readers = err != nil, len(entries), len(claim.Recipients)
	if gone, err := claim.Tombstones(); err == nil {
		c.Gone = len(gone)
	}
	for _, e := range entries {
		if lacks(claim, e) == 0 {
			c.Complete++
		}
		if at, err := time.Parse(time.RFC3339, string(e.Time)); err == nil && at.After(c.Newest) {
			c.Newest = at
		}
	}
	return c
}

// lacks is how many fields a member's file lacks after its completions.
func lacks(c *registry.Claim, e registry.Entry) int {
	if place, err := c.Place(e.MemberNo); err == nil {
		if missing, err := place.Missing(); err == nil {
			return len(missing.Missing)
		}
	}
	return len(e.Completeness.Missing)
}
