package contract

import (
	"slices"
	"time"

	"constat/store/record"
)

// A Paper is one mapping of a file that people write, for other packages that
// read such files as this one does: plain YAML, every key known, every mistake
// noted with its line and in both languages. What is asked for and is not there
// is empty.
type Paper struct{ f *fields }

// ParsePaper reads text, whose schema must be the one given, and hands it to
// read. Its error is a [*MistakeError] with every mistake.
func ParsePaper(text []byte, schema string, read func(*Paper)) error {
	var r reader
	if root := r.parse(text); root != nil {
		p := &Paper{r.mapped(root)}
		if s := p.f.need("schema"); s != "" && s != schema {
			p.Mistake("schema", "le schéma n’est pas celui que lit ce programme, %s", "the schema is not the one that this program reads, %s", schema)
		}
		read(p)
		p.f.done()
	}
	slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
	return r.err()
}

// Mistake notes that the value of key cannot be used. It must not repeat a value
// that can be personal.
func (p *Paper) Mistake(key, fr, en string, values ...any) {
	line := p.f.n.line
	if v := p.f.n.at[key]; v != nil {
		line = v.line
	}
	p.f.r.note(line, fr, en, values...)
}

// Has reports whether key is given at all.
func (p *Paper) Has(key string) bool { return p.f.get(key) != nil }

// Text returns a text, "" where none is given.
func (p *Paper) Text(key string) string { return p.f.text(key) }

// Need is Text of what must be given.
func (p *Paper) Need(key string) string { return p.f.need(key) }

// Texts returns a list of texts; a single one may stand by itself.
func (p *Paper) Texts(key string) []string { return p.f.texts(key) }

// One returns a word out of a closed list, the first where none is given.
func (p *Paper) One(key string, words ...string) string { return p.f.one(key, words...) }

// Words returns words out of a closed list.
func (p *Paper) Words(key string, closed ...string) []string { return p.f.words(key, closed...) }

// Whole returns a number of zero or more, -1 where none is given.
func (p *Paper) Whole(key string) int { return p.f.whole(key, -1, 0, 1_000_000_000) }

// Digest returns a SHA-256 in hexadecimal, zero where none is given.
func (p *Paper) Digest(key string) record.Hash { return p.f.digest(key) }

// Days returns days such as 2021-08-28.
func (p *Paper) Days(key string) (all []string) {
	for _, v := range p.f.list(key) {
		all = append(all, p.f.r.day(v))
	}
	return all
}

// Instant returns an instant, with an offset or in zone; false where none is
// given. A local time that a change of the clocks skips or repeats needs one.
func (p *Paper) Instant(key string, zone *time.Location) (record.Instant, bool) {
	v := p.f.get(key)
	if v == nil {
		return 0, false
	}
	i, err := ParseTime(p.f.r.scalar(v), zone)
	if err != nil {
		p.f.r.note(v.line, "il faut un instant : 2021-08-28T06:00:00-04:00, ou sans décalage dans le fuseau donné", "an instant is wanted: 2021-08-28T06:00:00-04:00, or without an offset in the zone given")
		return 0, false
	}
	return i, true
}

// DayAlone reports whether what is given is a day without an hour, of which Instant
// returns the first instant.
func (p *Paper) DayAlone(key string) bool {
	v := p.f.get(key)
	if v == nil {
		return false
	}
	_, err := time.Parse(time.DateOnly, p.f.r.scalar(v))
	return err == nil
}

// In hands the mapping below key to read, and reports whether there is one.
func (p *Paper) In(key string, read func(*Paper)) bool {
	v := p.f.get(key)
	if v == nil {
		return false
	}
	p.below(v, read)
	return true
}

// Each hands every mapping of the list below key to read.
func (p *Paper) Each(key string, read func(*Paper)) {
	for _, v := range p.f.list(key) {
		p.below(v, read)
	}
}

func (p *Paper) below(v *node, read func(*Paper)) {
	q := &Paper{p.f.r.mapped(v)}
	read(q)
	q.f.done()
}
