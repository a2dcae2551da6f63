package breach

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"constat/report/contract"
	"constat/report/lang"
	"constat/store/record"
)

// maxControllers bounds the customers of one supplier in one file.
const maxControllers = 1000

var (
	word = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,39}$`)

	natures = []string{"confidentiality", "integrity", "availability"}
	emptyOr = func(words ...string) []string { return append([]string{""}, words...) }
	phases  = []string{Initial, Complementary}
)

// Parse reads a file about a breach. digest gives the SHA-256 of a file that it
// names, beside it. Its error is a [*contract.MistakeError] with every mistake,
// none of which repeats what can be personal.
func Parse(text []byte, digest func(name string) (record.Hash, error)) (*File, error) {
	f := &File{Digest: record.Sum(text)}
	err := contract.ParsePaper(text, Schema, func(p *contract.Paper) {
		r := reader{p, digest}
		zone := r.zone("timezone", time.UTC)
		f.ID, f.Supplier, f.Zone, f.Holidays = r.word("id"), p.Text("supplier"), zone.String(), p.Days("holidays")
		p.In("evidence", func(p *contract.Paper) {
			f.Shown.From, _ = p.Instant("from", zone)
			f.Shown.To, _ = p.Instant("to", zone)
			f.Shown.Targets = p.Texts("targets")
			if f.Shown.To != 0 && f.Shown.To <= f.Shown.From {
				p.Mistake("to", "la fin n’est pas après le début", "the end is not after the beginning")
			}
		})
		p.In("processor", func(p *contract.Paper) { f.Processor = reader{p, digest}.processor(zone) })
		var common Facts
		p.In("common", func(p *contract.Paper) { common = reader{p, digest}.facts(Facts{}, zone) })
		p.Each("controllers", func(p *contract.Paper) {
			c := reader{p, digest}.controller(common, zone)
			if slices.ContainsFunc(f.Controllers, func(o Controller) bool { return strings.EqualFold(o.ID, c.ID) }) {
				p.Mistake("id", "deux responsables portent ce nom", "two controllers have this id")
			}
			f.Controllers = append(f.Controllers, c)
		})
		if n := len(f.Controllers); n == 0 || n > maxControllers {
			p.Mistake("controllers", "il faut de 1 à %d responsables du traitement", "from 1 to %d controllers are wanted", maxControllers)
		}
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

type reader struct {
	*contract.Paper
	digest func(name string) (record.Hash, error)
}

// word is a name that goes into names of files.
func (r reader) word(key string) string {
	s := r.Text(key)
	if !word.MatchString(s) {
		r.Mistake(key, "il faut un mot d’au plus 40 lettres, chiffres et traits d’union, sans nom de personne", "a word of at most 40 letters, digits and dashes is wanted, and no person’s name")
	}
	return s
}

func (r reader) zone(key string, otherwise *time.Location) *time.Location {
	name := r.Text(key)
	if name == "" {
		return otherwise
	}
	zone, err := lang.Zone(name)
	if err != nil {
		r.Mistake(key, "ce fuseau n’est pas connu ; écrivez par exemple Europe/Paris", "this zone is not known; write for instance Europe/Paris")
		return otherwise
	}
	return zone
}

func (r reader) controller(common Facts, zone *time.Location) Controller {
	zone = r.zone("timezone", zone)
	c := Controller{ID: r.word("id"), Name: r.Text("name"), Number: r.Text("number"), Zone: zone, Authority: r.Text("authority"), Targets: r.Texts("targets"),
		Authorities: r.Words("tell", Regimes...), Late: r.Text("late_because"), Abroad: r.Texts("other_authorities")}
	if len(c.Authorities) == 0 {
		r.Mistake("tell", "à qui faut-il l’annoncer ? « tell » : %s", "who is to be told? tell: %s", strings.Join(Regimes, ", "))
	}
	c.Contact, c.Aware = r.contact(), r.aware(zone)
	c.People, c.Residents, c.Records = r.count("people"), r.count("residents"), r.count("records")
	if c.Residents.Number > c.People.Number && c.People.Number >= 0 {
		r.Mistake("residents", "plus de personnes résident au Québec qu’il n’y en a en tout", "more people live in Quebec than there are in all")
	}
	r.In("people_told", func(p *contract.Paper) {
		c.ToPeople = ToPeople{How: p.Text("how"), On: p.Days("on"), Expect: p.Text("expected"), Not: p.Text("not_because"), Public: p.Text("public_because")}
	})
	r.Each("filed", func(p *contract.Paper) {
		at, ok := p.Instant("at", zone)
		if !ok {
			p.Mistake("at", "il manque l’instant de l’envoi, « at »", "the instant of sending, at, is missing")
		}
		day := p.DayAlone("at")
		if day { // nobody said the hour: it counts as the last one, not as the first
			at = record.At(at.Time().In(zone).AddDate(0, 0, 1).Add(-time.Millisecond))
		}
		c.Filed = append(c.Filed, Filed{To: p.One("to", append(slices.Clone(Regimes), People)...), Phase: p.One("phase", phases...), At: at, Day: day, Ref: p.Text("ref")})
	})
	c.Facts = r.facts(common, zone)
	return c
}

// processor is who keeps the data for the controllers; nil where nothing is said
// of one.
func (r reader) processor(zone *time.Location) *Processor {
	p := &Processor{Name: r.Text("name"), Contact: r.contact(), Aware: r.aware(zone)}
	if *p == (Processor{}) {
		return nil
	}
	return p
}

func (r reader) contact() (c Contact) {
	r.In("contact", func(p *contract.Paper) {
		c = Contact{p.Text("name"), p.Text("role"), p.Text("email"), p.Text("phone"), p.Text("address")}
	})
	return c
}

func (r reader) aware(zone *time.Location) (a Aware) {
	r.In("aware", func(p *contract.Paper) {
		a = Aware{Word: reader{p, r.digest}.said(zone), How: p.Text("how"), Note: p.Text("note")}
	})
	return a
}

// count is a number of people or records; never taken from what is common.
func (r reader) count(key string) Count {
	c := Count{Number: -1}
	r.In(key, func(p *contract.Paper) {
		c = Count{p.Whole("number"), p.One("approximate", "false", "true") == "true", p.Text("unknown_because")}
	})
	return c
}

func (r reader) said(zone *time.Location) Word {
	at, ok := r.Instant("at", zone)
	return Word{at, r.DayAlone("at"), ok, r.Text("by"), r.Text("source")}
}

// facts reads what can be common; base is taken where a key is not given.
func (r reader) facts(base Facts, zone *time.Location) Facts {
	f := base
	texts := func(into *[]string, key string) {
		if v := r.Texts(key); r.Has(key) {
			*into = v
		}
	}
	if v := r.Words("nature", natures...); r.Has("nature") {
		f.Nature = v
	}
	for key, into := range map[string]*string{"circumstances": &f.Circumstances, "cause": &f.Cause, "data_unknown_because": &f.DataUnknown} {
		if v := r.Text(key); r.Has(key) {
			*into = v
		}
	}
	texts(&f.Data, "data")
	texts(&f.People, "people_categories")
	texts(&f.Consequences, "consequences")
	texts(&f.Taken, "measures_taken")
	texts(&f.Planned, "measures_planned")
	texts(&f.Advice, "advice")
	r.In("occurred", func(p *contract.Paper) { f.Occurred, f.Ongoing = reader{p, r.digest}.stretch(zone) })
	r.In("detected", func(p *contract.Paper) { f.Detected = reader{p, r.digest}.said(zone) })
	r.In("risk", func(p *contract.Paper) {
		f.Risk = Risk{p.One("level", emptyOr("unlikely", "likely", "high")...), p.One("serious_injury", emptyOr("yes", "no")...), p.Text("why"), p.Text("sensitivity"), p.Text("feared_use"), p.Text("likelihood")}
	})
	if told := r.told(zone); r.Has("told") {
		f.Told = told
	}
	r.In("preventive_shutdown", func(p *contract.Paper) { f.Stop = reader{p, r.digest}.stop(zone) })
	return f
}

func (r reader) stretch(zone *time.Location) (s Stretch, ongoing bool) {
	s.From, s.Known = r.Instant("from", zone)
	s.To, _ = r.Instant("to", zone)
	s.Approximate, s.Source = r.One("approximate", "false", "true") == "true", r.Text("source")
	if s.To != 0 && s.To < s.From {
		r.Mistake("to", "la fin est avant le début", "the end is before the beginning")
	}
	return s, r.One("ongoing", "false", "true") == "true"
}

func (r reader) told(zone *time.Location) (all []Told) {
	r.Each("told", func(p *contract.Paper) {
		at, ok := p.Instant("at", zone)
		if !ok {
			p.Mistake("at", "il manque l’instant, « at »", "the instant, at, is missing")
		}
		t := Told{At: at, By: p.Text("by"), To: p.Text("to"), How: p.Text("how"), Evidence: p.Text("evidence"), SHA256: p.Digest("sha256"), Note: p.Text("note")}
		if t.By == "" || t.To == "" {
			p.Mistake("to", "il faut « by » et « to » : qui a averti qui", "by and to are wanted: who told whom")
		}
		q := reader{p, r.digest}
		t.SHA256 = q.file("evidence_file", t.SHA256)
		all = append(all, t)
	})
	return all
}

func (r reader) stop(zone *time.Location) *Stop {
	s := &Stop{Order: r.Text("ordered_by"), How: r.Text("how"), Why: r.Text("why"), SHA256: r.Digest("sha256"), Text: path.Base(r.Text("text_file"))}
	if s.Text == "." {
		s.Text = ""
	}
	var ok bool
	if s.From, ok = r.Instant("from", zone); !ok {
		r.Mistake("from", "il manque l’instant de la fermeture, « from »", "the instant of the closing, from, is missing")
	}
	if s.Order == "" {
		r.Mistake("ordered_by", "il manque qui a ordonné la fermeture, « ordered_by »", "who ordered the closing, ordered_by, is missing")
	}
	s.To, _ = r.Instant("to", zone)
	s.Ordered, _ = r.Instant("ordered_at", zone)
	if s.To != 0 && s.To < s.From {
		r.Mistake("to", "la fin est avant le début", "the end is before the beginning")
	}
	s.SHA256 = r.file("text_file", s.SHA256)
	return s
}

// file is the digest of a file beside, which must agree with one that is given.
func (r reader) file(key string, given record.Hash) record.Hash {
	name := r.Text(key)
	if name == "" {
		return given
	}
	sum, err := r.digest(name)
	switch {
	case err != nil:
		r.Mistake(key, "ce fichier ne se lit pas", "this file cannot be read")
	case !given.IsZero() && given != sum:
		r.Mistake("sha256", "ce n’est pas l’empreinte de ce fichier", "this is not the digest of that file")
	}
	return sum
}
