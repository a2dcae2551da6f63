package pdf

import (
	"strings"

	"constat/report/breach"
)

// entrusted chooses the words of Quebec where no other law is the controller's.
func (s *informer) entrusted(words, quebec string) string {
	if s.n.Letter() {
		return quebec
	}
	return words
}

// processor is the letter of a processor to a controller, and after it what is for
// the processor alone.
func (s *informer) processor() {
	w := s.w.Processor
	s.notice(w.Draft, nil)
	s.headed(s.title())
	s.say(scrub(w.From(s.n.Processor())) + newLine + bold(scrub(s.n.Addressee(s.l))))
	s.say(s.l.Time.Day(s.n.At.Instant.Time().In(s.opt.Zone)) + ". " + s.w.Incident(scrub(s.n.Incident)))
	s.opening()
	s.stamps()
	s.section("", w.Fields, 40)
	s.say(w.FieldsSay)
	s.answers()
	s.section("", w.Times, 30)
	for _, law := range s.n.Laws() {
		s.say(w.Time[law])
	}
	s.evidence()
	s.closed()
	s.unproven()
	s.signed()
	s.part.head = w.Keep
	s.page()
	s.headed(w.Keep)
	s.delay()
	s.missing()
	s.check()
	s.say(s.dated() + " " + w.Made(hexed(s.n.Declared.String())))
}

func (s *informer) opening() {
	w := s.w.Processor
	words := []string{s.entrusted(w.Open, w.OpenQuebec)}
	if name := s.n.Supplier(); name != "" {
		words = append(words, w.Supplier(scrub(name)))
	}
	if s.n.First.Known {
		words = append(words, w.Second(s.instant(s.n.First)))
	}
	s.say(strings.Join(words, " "))
	if list := s.n.Ordered(); len(list) > 0 {
		var all []string
		for _, a := range list {
			all = append(all, s.w.Laws[a.Regime](a.Ref))
		}
		s.say(w.Asked(strings.Join(all, "; ")))
	}
	s.say(w.Yours)
}

// unproven is what the letter does not say, and the evidence it was made of.
func (s *informer) unproven() {
	w := s.w.Processor
	s.section("", w.Limits, 40+s.tall(w.Limit...)) // with the signature
	for _, words := range w.Limit {
		s.say("– " + words)
	}
	for _, f := range s.n.Evidence.Files {
		s.add(s.bare(f.Name) + s.l.Words.Colon + " " + hexed(f.SHA256.String()))
	}
}

// signed closes the letter: whom to ask, and who writes.
func (s *informer) signed() {
	if who := s.n.Contact(); who != "" {
		s.say(s.w.Processor.Contact(scrub(who)))
	}
	s.skip(4)
	if name := s.n.Processor(); name != "" {
		s.say(scrub(name))
		return
	}
	s.blank(text, s.w.Fields["processor"])
}

// delay is how long the processor has known.
func (s *informer) delay() {
	w, k := s.w.Processor, s.n.Clock
	s.section("", s.w.Clock, 24)
	switch k.State {
	case breach.Unset:
		s.say(w.Unset)
	case breach.Undefined:
		s.say(w.Undefined)
	case breach.Sent:
		s.say(w.Told(s.instant(k.Filed), s.l.Duration(span(*k.Since))))
	default:
		s.say(w.Clock(s.l.Duration(span(*k.Since))))
	}
}
