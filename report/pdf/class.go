package pdf

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/report/class"
	"constat/report/dossier"
	"constat/report/forum"
	"constat/report/lang"
)

// WriteClass renders a class report to w as one PDF file. The same report and
// options give the same bytes.
func WriteClass(w io.Writer, c *dossier.Class, opt Options) error {
	pen, err := drawClass(c, opt)
	if err != nil {
		return fmt.Errorf("write class report: %w", err)
	}
	return pen.issue(w, "class report", pen.w.Title+" "+pen.number())
}

// drawClass draws the report, twice: so that what comes later has its page.
func drawClass(c *dossier.Class, opt Options) (*classSheet, error) {
	language, paper, err := opt.check()
	if err != nil {
		return nil, err
	}
	facts, err := c.JSON()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(facts)
	id := opt.digest(sum)
	d := &dossier.Dossier{At: c.At, Period: c.Period, Built: c.Built}
	var pen *classSheet
	for range 2 {
		var known map[string]place
		total := 0
		if pen != nil {
			known, total = pen.placed, pen.pdf.PageNo()
		}
		pen = &classSheet{sheet: newSheet(d, opt, language, paper, id), c: c, w: language.Class}
		pen.sum, pen.known, pen.total = sum, known, total
		pen.draw()
	}
	return pen, nil
}

// A classSheet is the sheet on which a class report is drawn.
type classSheet struct {
	*sheet
	c       *dossier.Class
	w       lang.Class
	chapter int
}

func (s *classSheet) draw() {
	s.part = &part{name: "class", head: s.w.Title + " " + s.number(), total: s.total}
	s.cover()
	s.brief()
	s.events()
	s.apart()
	s.alike()
	s.subgroups()
	s.questions()
	s.sheets()
	s.evidence()
	s.limits()
	s.checking()
	s.annexes()
}

// open begins a chapter.
func (s *classSheet) open(name string) {
	s.chapter++
	words := s.w.Chapters[name]
	s.titled(name, strconv.Itoa(s.chapter)+lang.NoBreak+lang.NoBreak+words, words)
}

func (s *classSheet) cover() {
	s.plain = true
	s.page()
	s.pdf.Bookmark(s.w.Title, 0, 0)
	s.exhibit()
	if !s.c.Public.Of.IsZero() {
		s.label(text, 56, s.w.PublicMark, body.heavy(), "L")
	}
	s.y = 62
	s.label(text, s.y, s.w.Title, title, "L")
	s.skip(title.height())
	s.lead(s.w.Subtitle(s.bare(s.c.Provider)))
	s.skip(7)
	n, c := s.l.Number, s.l.Cover
	s.pairs("", false,
		[2]string{s.w.Provider, s.bare(s.c.Provider)},
		[2]string{s.w.Words, s.l.Some(s.bares(s.c.Providers), 6)},
		[2]string{s.w.Members, n.Int(int64(len(s.c.Members)))},
		[2]string{s.w.Sites, n.Int(int64(len(s.c.Sites)))},
		[2]string{s.w.Others, n.Int(int64(len(s.c.Others)))},
		[2]string{s.w.OtherWords, s.l.Some(s.bares(s.otherWords()), 6)},
		[2]string{s.w.Vantages, s.l.Some(s.vantageNames(), 8)},
		[2]string{c.Period, c.Span(s.instant(s.c.Period.From), s.instant(s.c.Period.To))},
		[2]string{s.w.Bundles, n.Int(int64(len(s.c.Bundles)))},
		[2]string{s.w.LeftOut, n.Int(int64(len(s.c.LeftOut)))},
		[2]string{c.At, s.instant(s.c.At)},
		[2]string{s.w.Rule, c.Version(scrub(s.c.Method.Name), s.c.Method.Number)},
		[2]string{c.Report, s.number()},
		[2]string{c.Language, s.l.Name},
	)
	s.plain = false
}

func (s *classSheet) vantageNames() (names []string) {
	for _, v := range s.c.Vantages {
		names = append(names, s.bare(v.Name))
	}
	return names
}

// otherWords are those by which members name where the others lie.
func (s *classSheet) otherWords() (words []string) {
	for _, x := range s.c.Others {
		if x.Provider != "" {
			words = append(words, x.Provider)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func (s *classSheet) brief() {
	s.page()
	s.open("summary")
	s.say(s.w.Counted(len(s.c.Sites), len(s.c.Members), len(s.c.Others), len(s.c.Vantages)))
	if len(s.c.Events) == 0 {
		s.say(s.w.None(s.gap(), s.c.Method.Sites))
	}
	for _, e := range s.c.Events[:min(len(s.c.Events), mostBrief)] {
		s.say(bold(s.w.Name(e.Number)+".") + " " + s.when(e) + " " + s.shareOf(e) + " " + s.standing(e))
	}
	if n := len(s.c.Events) - mostBrief; n > 0 {
		s.say(s.w.MoreEvents(n))
	}
	var disputed, shared []int
	for _, x := range slices.Concat(s.c.Sites, s.c.Others) {
		if x.Disputed > 0 {
			disputed = append(disputed, x.Number)
		}
		if len(x.Members) > 1 {
			shared = append(shared, x.Number)
		}
	}
	if len(s.c.LeftOut) > 0 {
		s.say(s.w.LeftIntro(len(s.c.LeftOut)))
	}
	if len(s.c.NotTaken) > 0 {
		s.say(s.untaken())
	}
	if len(disputed) > 0 {
		s.say(s.w.Disputed(len(disputed), s.numbers(disputed)))
	}
	if len(shared) > 0 {
		s.say(s.w.Shared(len(shared), s.numbers(shared)))
	}
	if same := forum.SameHosts(s.c); len(same) > 0 {
		s.say(s.w.SameHost(len(same), s.numbers(same)))
	}
	for _, m := range s.c.Members {
		if len(m.Also) > 0 {
			s.say(s.w.Twice(s.bare(m.Member), s.l.Some(s.bares(m.Also), 6)))
		}
	}
	if inside := s.inside(); len(inside) > 0 {
		s.say(s.w.Within(len(inside), s.l.Some(s.bares(inside), 12)))
	}
	if s.c.Untold > 0 {
		s.say(s.w.Untold(s.c.Untold))
	}
	if !s.c.Public.Of.IsZero() {
		s.say(s.w.Public(groups(s.c.Public.Of.String())))
	}
	if !s.c.Policy {
		s.say(s.w.NoPolicy)
	}
	s.say(s.w.Chapters["limits"] + s.l.Words.Colon + " " + s.lowerFirst(s.w.Limits[0]))
}

// inside lists the members whose sites are all another's too.
func (s *classSheet) inside() (names []string) {
	for _, m := range s.c.Members {
		if len(m.Within) > 0 {
			names = append(names, m.Member)
		}
	}
	return names
}

func (s *classSheet) gap() string { return s.l.Duration(span(s.c.Method.Gap)) }

func (s *classSheet) when(e dossier.ClassEvent) string {
	words := s.w.Event(len(e.Sites), len(e.Members), s.instant(e.From), s.instant(e.To), s.instant(e.Start))
	if 2*e.Largest.Sites > len(e.Sites) && len(e.Members) > 1 {
		words += " " + s.w.Largest(s.bare(e.Largest.Member), e.Largest.Sites, len(e.Sites))
	}
	if e.EndTo.Known {
		return words + " " + s.w.Ended(s.instant(e.EndFrom), s.instant(e.EndTo))
	}
	if !e.EndFrom.Known {
		return words + " " + s.w.NoneBack
	}
	return words + " " + s.w.Open(s.instant(e.EndFrom))
}

func (s *classSheet) shareOf(e dossier.ClassEvent) string {
	return s.w.Share(s.instant(e.Minute), e.Ours.Failing, e.Ours.Known, e.Others.Failing, e.Others.Known, e.Ours.Unknown, e.Others.Unknown)
}

func (s *classSheet) standing(e dossier.ClassEvent) string {
	confirmed := !slices.Contains(e.Doubts, "one-vantage")
	all := []string{s.w.Seen(e.SeenByTwo, len(e.Sites), confirmed)}
	if len(e.Doubts) == 0 {
		all = append(all, s.w.Standing)
	}
	for _, d := range e.Doubts {
		all = append(all, lang.Pick(s.w.Doubts, d))
	}
	return strings.Join(all, " ")
}

func (s *classSheet) events() {
	s.open("events")
	s.say(s.w.ClusterRule(s.gap(), s.c.Method.Sites))
	if len(s.c.Events) == 0 {
		s.say(s.w.None(s.gap(), s.c.Method.Sites))
		return
	}
	s.say(s.w.TestRule)
	s.say(s.w.UnitRule)
	s.say(s.addresses())
	for _, e := range s.c.Events {
		s.section("event-"+strconv.Itoa(e.Number), s.w.Name(e.Number), 60)
		s.say(s.when(e))
		s.lines(e)
		s.say(s.shareOf(e))
		s.shares(e)
		s.say(s.test(e))
		s.strata(e)
		s.say(s.standing(e))
		if len(e.Review) > 0 {
			s.say(s.w.Reviews(s.l.Clauses(s.reviews(e))))
		}
	}
}

// addresses says of how many sites no address is known, or one that lies on both sides.
func (s *classSheet) addresses() string {
	var all []class.Site
	var unknown, both [2]int // the provider's, and others
	for side, list := range [][]dossier.ClassSite{s.c.Sites, s.c.Others} {
		for _, x := range list {
			all = append(all, class.Site{Unit: x.Address, Ours: side == 0})
			unknown[side] += one(x.Address == "")
		}
	}
	for _, n := range class.OnBothSides(all) {
		both[one(n >= len(s.c.Sites))]++
	}
	words := s.w.Unplaced(unknown[0], unknown[1])
	if both[0] > 0 {
		words += " " + s.w.BothSides(both[0], both[1])
	}
	return words
}

func (s *classSheet) reviews(e dossier.ClassEvent) (all []string) {
	for _, r := range e.Review {
		all = append(all, s.l.Review(r.Reason)+" ("+s.l.Number.Int(int64(r.Outages))+")")
	}
	return all
}

// test says what the exact test gave.
func (s *classSheet) test(e dossier.ClassEvent) string {
	var failing, ours, known, of int
	sole := true
	for _, x := range e.Strata {
		if x.Ours.Known == 0 || x.Others.Known == 0 {
			continue
		}
		failing += x.Ours.Failing + x.Others.Failing
		ours += x.Ours.Failing
		known += x.Ours.Known + x.Others.Known
		of += x.Ours.Known
		down := x.Ours.Failing + x.Others.Failing
		sole = sole && (down == 0 || down == x.Ours.Known+x.Others.Known)
	}
	switch {
	case sole:
		return s.w.Sole
	case e.OneIn == "1":
		return s.w.Test(failing, ours, known, of) + " " + s.w.Even
	}
	return s.w.Test(failing, ours, known, of) + " " + s.w.Chance(s.l.OneIn(e.OneIn), s.l.Number.Int(e.Tests), s.l.OneIn(e.BoundedIn))
}

func (s *classSheet) strata(e dossier.ClassEvent) {
	t := table{title: s.w.Strata, columns: []column{{s.w.Vantages, 40, "L", false}, {s.w.Mine + s.l.Words.Colon + " " + s.lowerFirst(s.w.Failing), 20, "R", false}, {s.w.Known, 12, "R", false},
		{s.w.Theirs + s.l.Words.Colon + " " + s.lowerFirst(s.w.Failing), 18, "R", false}, {s.w.Known, 12, "R", false}}}
	for _, x := range e.Strata[:min(len(e.Strata), mostStrata)] {
		n := s.l.Number
		t.rows = append(t.rows, []string{s.l.Some(s.bares(x.Vantages), 4), n.Int(int64(x.Ours.Failing)), n.Int(int64(x.Ours.Known)), n.Int(int64(x.Others.Failing)), n.Int(int64(x.Others.Known))})
	}
	s.grid(t)
	s.more(len(e.Strata), mostStrata)
}

func (s *classSheet) limits() {
	s.open("limits")
	for _, words := range s.w.Limits {
		s.say(words)
	}
}

// siteName is a site by its number and name.
func (s *classSheet) siteName(x dossier.ClassSite) string {
	if x.Name == "" { // hidden in the public exhibit
		return strconv.Itoa(x.Number)
	}
	return strconv.Itoa(x.Number) + lang.NoBreak + lang.NoBreak + s.bare(x.Name)
}

func (s *classSheet) memberNames(x dossier.ClassSite) string {
	if len(x.Members) == 0 {
		return s.w.NotKnown
	}
	return s.l.Some(s.bares(x.Members), 4)
}

func (s *classSheet) seconds(d dossier.Seconds) string { return s.l.Duration(span(d)) }

func (s *classSheet) window(from, to dossier.Time, x float64) window {
	w := window{from.Instant.Time().In(s.opt.Zone), to.Instant.Time().In(s.opt.Zone), x, s.edge() - x}
	if !w.to.After(w.from) {
		w.to = w.from.Add(time.Minute)
	}
	return w
}
