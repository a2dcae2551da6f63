package live

import (
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// Bounds of what is remembered.
const (
	MaxMemory  = 8 << 20 // bytes of an encoded memory
	maxOutages = 5000    // forty hosts' worth of sites, all down at once
	maxGaps    = 200
	schema     = "constat-seen/1"
)

// A Course is how the asking of one target went since the memory began.
type Course struct {
	Counts map[incident.Verdict]int64 // answers to scheduled questions
	Took   time.Duration              // of the newest: from the question to the end of its answer
	Phases [record.Phases]time.Duration
	Last   record.Instant
}

// An Outage is a stretch without a good answer, as this vantage alone saw it.
// The true beginning lies between LastGood and From, the true end between Bad and To.
type Outage struct {
	Target   string         `json:"target"`
	Site     string         `json:"site"`
	Provider string         `json:"provider"`
	Cause    incident.Cause `json:"cause"`     // of the first bad answer
	LastGood record.Instant `json:"last_good"` // 0 where none was seen before
	From     record.Instant `json:"from"`      // the first bad answer
	Bad      record.Instant `json:"bad"`       // the newest
	To       record.Instant `json:"to"`        // the first good one after it; 0 while it goes on
	Least    int64          `json:"least_ms"`  // the steps between bad answers that nothing lies between
}

// A Publication is a statement of a provider, by its content.
type Publication struct {
	Content record.Hash    `json:"content"`
	First   record.Instant `json:"first"`   // when it was first read
	Changed record.Instant `json:"changed"` // when another content was first read; 0 for never
	Read    record.Instant `json:"read"`    // when it was last read
}

// A Memory is what went by on its way to the log, as far as somebody wants to see it
// now. It is no evidence: the log is. Its methods may be called from several goroutines.
type Memory struct {
	mu      sync.Mutex
	targets map[record.Chain]record.Target
	courses map[record.Chain]*Course
	before  map[record.Chain]said
	missed  map[string]Missed
	dirty   bool
	kept
}

// A Missed is what rounds of one reason were not run since the memory began.
type Missed struct {
	Gaps, Rounds int64
	Time         time.Duration
}

type said struct {
	round    record.Round
	verdict  incident.Verdict
	lastGood record.Instant
}

// kept is what outlives the process.
type kept struct {
	Schema    string                 `json:"schema"`
	Outages   []Outage               `json:"outages"` // in the order of their beginnings
	Published map[string]Publication `json:"published"`
	Own       map[string]bool        `json:"own"` // targets that once showed a page of their own
	Gaps      []record.Gap           `json:"gaps"`
}

// NewMemory returns one that goes on with what an earlier one [Memory.Encode]d. Where
// that cannot be read it begins anew, and says so.
func NewMemory(text []byte) (*Memory, error) {
	m := &Memory{targets: map[record.Chain]record.Target{}, courses: map[record.Chain]*Course{}, before: map[record.Chain]said{}, missed: map[string]Missed{}}
	var err error
	if len(text) > 0 {
		if err = json.Unmarshal(text, &m.kept); err == nil && m.Schema != schema {
			err = errors.New("not of " + schema)
		}
		if err != nil {
			m.kept = kept{}
		}
	}
	m.Schema = schema
	if m.Published == nil {
		m.Published = map[string]Publication{}
	}
	if m.Own == nil {
		m.Own = map[string]bool{}
	}
	return m, err
}

// Encode returns what the next memory goes on with, nil where nothing changed since
// the last call.
func (m *Memory) Encode() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.dirty {
		return nil
	}
	m.dirty = false
	text, err := json.Marshal(m.kept)
	if err != nil {
		panic("live: internal error: " + err.Error())
	}
	return append(text, '\n')
}

// Watch says what is watched from now on. Outages of what is watched no more end
// with what was last seen of them.
func (m *Memory) Watch(all []record.Watched) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.targets = map[record.Chain]record.Target{}
	names := map[string]bool{}
	for _, t := range all {
		m.targets[t.Chain], names[t.Name] = t.Target, true
	}
	for i, o := range m.Outages {
		if o.To == 0 && !names[o.Target] {
			m.Outages[i].To, m.dirty = o.Bad, true
		}
	}
}

// Observe takes answers in.
func (m *Memory) Observe(list []record.Seen) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range list {
		if t, watched := m.targets[s.Chain]; watched && s.Observation.Attempt == 0 {
			m.take(t, s)
		}
	}
}

func (m *Memory) take(t record.Target, s record.Seen) {
	verdict, cause := incident.Standard().Judge(t.Question, s.Observation, s.Answer)
	m.count(s, verdict)
	at := record.Instant(s.Observation.Round.Millis())
	before := m.before[s.Chain]
	now := said{s.Observation.Round, verdict, before.lastGood}
	if verdict == incident.Good || verdict == incident.Slow {
		now.lastGood = at
	}
	m.before[s.Chain] = now
	switch {
	case t.Question.Matter != "":
		m.published(t.Name, at, verdict, s.Answer.Normal)
	case !t.Control:
		m.judge(t, at, verdict, cause, before)
	}
}

func (m *Memory) count(s record.Seen, v incident.Verdict) {
	c := m.courses[s.Chain]
	if c == nil {
		c = &Course{Counts: map[incident.Verdict]int64{}}
		m.courses[s.Chain] = c
	}
	c.Counts[v]++
	c.Took, c.Last = 0, s.Observation.Start()
	for p, step := range s.Observation.Timing {
		c.Phases[p] = step.Duration()
		c.Took += c.Phases[p]
	}
}

// judge begins, prolongs or ends an outage. What is neither good nor bad does
// none of it.
func (m *Memory) judge(t record.Target, at record.Instant, v incident.Verdict, cause incident.Cause, before said) {
	open := -1
	for i := len(m.Outages) - 1; i >= 0 && open < 0; i-- {
		if m.Outages[i].Target == t.Name && m.Outages[i].To == 0 {
			open = i
		}
	}
	switch {
	case v == incident.Bad && open < 0:
		m.Outages = append(m.Outages, Outage{Target: t.Name, Site: t.Site, Provider: t.Provider, Cause: cause, LastGood: before.lastGood, From: at, Bad: at})
		m.forget()
	case v == incident.Bad:
		o := &m.Outages[open]
		if step := at - o.Bad; before.verdict == incident.Bad && step > 0 && step <= record.Instant(t.Interval.Millis()) {
			o.Least += int64(step)
		}
		o.Bad = at
	case (v == incident.Good || v == incident.Slow) && open >= 0:
		m.Outages[open].To = at
	default:
		return
	}
	m.dirty = true
}

// forget drops the oldest outage there is too many, an ended one if it can.
func (m *Memory) forget() {
	if len(m.Outages) <= maxOutages {
		return
	}
	i := max(0, slices.IndexFunc(m.Outages, func(o Outage) bool { return o.To != 0 }))
	m.Outages = slices.Delete(m.Outages, i, i+1)
}

func (m *Memory) published(name string, at record.Instant, v incident.Verdict, content record.Hash) {
	if v != incident.Good || content.IsZero() {
		return
	}
	p, known := m.Published[name]
	switch {
	case !known:
		p = Publication{Content: content, First: at}
	case p.Content != content:
		p.Content, p.Changed = content, at
	}
	p.Read = at
	m.Published[name], m.dirty = p, true
}

// Append takes in what the vantage says of itself.
func (m *Memory) Append(entries []record.Entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range entries {
		g, ok := e.(record.Gap)
		if !ok {
			continue
		}
		m.Gaps = append(m.Gaps, g)
		m.Gaps = m.Gaps[max(0, len(m.Gaps)-maxGaps):]
		all := m.missed[g.Reason]
		all.Gaps, all.Rounds, all.Time = all.Gaps+1, all.Rounds+g.Rounds, all.Time+time.Duration(g.To-g.From)*time.Millisecond
		m.missed[g.Reason], m.dirty = all, true
	}
}

// Off takes in when nobody watched: before this process began, of which the log holds no gap.
func (m *Memory) Off(gaps []record.Gap) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(gaps) == 0 {
		return
	}
	m.Gaps = append(m.Gaps, gaps...)
	m.Gaps, m.dirty = m.Gaps[max(0, len(m.Gaps)-maxGaps):], true
}

// ShowedOwn notes that a target showed a page of its own, and says whether it ever did.
func (m *Memory) ShowedOwn(name string, own bool) (ever bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	ever = m.kept.Own[name]
	if own && !ever {
		m.kept.Own[name], m.dirty = true, true
	}
	return ever
}

// A Recall is what a memory knows at one moment, a copy.
type Recall struct {
	Courses   map[string]Course // by the target's name
	Outages   []Outage          // the newest first
	Published map[string]Publication
	Gaps      []record.Gap // the newest first
	Missed    map[string]Missed
}

// Recall returns what is known.
func (m *Memory) Recall() Recall {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := Recall{Courses: map[string]Course{}, Outages: slices.Clone(m.Outages), Published: map[string]Publication{}, Gaps: slices.Clone(m.Gaps), Missed: map[string]Missed{}}
	slices.Reverse(r.Outages)
	slices.Reverse(r.Gaps)
	for chain, c := range m.courses {
		if t, watched := m.targets[chain]; watched {
			copied := *c
			copied.Counts = map[incident.Verdict]int64{}
			for v, n := range c.Counts {
				copied.Counts[v] = n
			}
			r.Courses[t.Name] = copied
		}
	}
	for name, p := range m.Published {
		r.Published[name] = p
	}
	for reason, all := range m.missed {
		r.Missed[reason] = all
	}
	return r
}

// AtLeast and AtMost bound how long an outage lasted up to now.
func (o Outage) AtLeast() time.Duration { return time.Duration(o.Least) * time.Millisecond }

// AtMost is zero where no good answer was seen before: it cannot be said.
func (o Outage) AtMost(now record.Instant) time.Duration {
	if o.LastGood == 0 {
		return 0
	}
	end := o.To
	if end == 0 {
		end = now
	}
	return time.Duration(end-o.LastGood) * time.Millisecond
}
