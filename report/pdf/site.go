package pdf

import (
	"cmp"
	"slices"
	"strings"

	"constat/report/dossier"
)

const (
	fewSites   = 4  // that lost pages: of no more, several pages are told of besides the sheet of each
	toldPages  = 4  // of such a site, one by one
	listedRows = 20 // of such a site, by address; all stand in the attached list
)

// A sheeted site is one with what its sheet of paper already tells of its first page.
type sheeted struct {
	*struck
	losses   int // of its first page
	led      int // times that it was led elsewhere
	variance bool
	states   bool
	listed   int    // of its pages that are lost
	pictures string // the vantage whose pictures are shown
}

// site gives a site that lost pages one sheet of paper: what was there, until when,
// what came instead, what came back, what is there and what is missing; then its
// first page with its pictures or its first lines, the figures and the list as far
// as there is room. What is left of the first page is for [sheet.byPage].
func (s *sheet) site(x *struck) *sheeted {
	w, at := s.l.Pages, &sheeted{struck: x}
	s.page()
	s.skip(-4) // of a section that stands below another
	s.section("site-"+x.site, s.siteTitle(x), 60)
	lost, missing := x.counts()
	s.say(bold(w.Site(x.site != "", int64(x.all), lost, x.doubtful(), missing)))
	s.pairs("", false, s.inBrief(x)...)
	s.firstPage(at)
	at.listed = s.figures(x)
	return at
}

// firstPage tells of the first page of a site what there is room for: its losses,
// its pictures or an excerpt, how it used to change, and its states.
func (s *sheet) firstPage(at *sheeted) {
	p := at.pages[0]
	told := s.pageLosses(p, at.struck, 0, true)
	shown := s.shownOf(p)
	excerpt := s.excerptOf(p, at.struck)
	room := s.floor() - s.y - s.tallFigures(at.struck)
	switch {
	case shown != nil:
		room -= s.tallWindows(*shown)
	case excerpt != nil:
		room -= excerpt.tall
	}
	fits := func(height float64) bool {
		if height > room {
			return false
		}
		room -= height
		return true
	}
	for i, words := range told {
		height := s.tall(words)
		if i > 0 && height > room {
			break
		}
		s.say(words)
		room -= height
		at.losses++
	}
	for _, words := range s.ledAway(p) {
		if !fits(s.tall(words)) {
			break
		}
		s.say(words)
		at.led++
	}
	if words := s.variance(p); s.varied(p) && fits(s.tall(words)) {
		s.say(words)
		at.variance = true
	}
	switch {
	case shown != nil:
		s.windows(*shown)
		at.pictures = shown.Vantage
	case excerpt != nil && excerpt.shorten(-room) && excerpt.tall <= s.floor()-s.y:
		s.excerpt(*excerpt)
	}
	if states := s.statesOf(p); len(states.rows) > 0 && fits(s.tallTable(states)) && s.holds(states, 0) {
		s.grid(states)
		at.states = true
	}
}

func (s *sheet) varied(p dossier.Page) bool { return p.Variance.Steps > 0 || p.Unread > 0 }

// figures has the pages of a site by kind, and those that are lost as far as there
// is room, what is still missing first.
func (s *sheet) figures(x *struck) (listed int) {
	if kinds := s.lostByKind(x); len(kinds.rows) > 0 && s.holds(kinds, 0) {
		s.grid(kinds)
	}
	if len(x.pages) < 2 {
		return 0
	}
	whole := s.l.Held.Whole(s.d.Lost(), GoneName)
	all := s.lostPages(x)
	most := len(all.rows)
	for t := all; most > 0 && !s.holds(t, s.tall(whole)); t.rows = all.rows[:most] {
		most--
	}
	if all.rows = all.rows[:most]; most > 1 {
		s.grid(all)
		listed = most
	}
	if most < len(x.lost) && s.tall(whole) <= s.floor()-s.y+2.2 {
		s.add(whole)
	}
	return listed
}

// tallFigures is what the figures take at least: those by kind, and where the list
// is whole.
func (s *sheet) tallFigures(x *struck) (sum float64) {
	if len(x.pages) < 2 {
		return 0
	}
	if kinds := s.lostByKind(x); len(kinds.rows) > 0 {
		sum += s.tallTable(kinds)
	}
	return sum + s.tall(s.l.Held.Whole(s.d.Lost(), GoneName))
}

// tallTable is what t takes on a page that holds all of it.
func (s *sheet) tallTable(t table) (sum float64) {
	const after = 4.0
	widths := s.widths(t)
	if t.title != "" {
		s.table++ // its number takes room
		sum = float64(len(s.wrap(bold(s.l.Words.Table(s.table)+".")+" "+t.title, small, s.wide())))*small.height() + 0.8
		s.table--
	}
	var titles []string
	for _, c := range t.columns {
		titles = append(titles, bold(c.title))
	}
	_, head := s.cells(t, titles, widths)
	rows := 0.0
	for _, h := range s.heights(t, widths) {
		rows += h
	}
	return sum + head + rows + after
}

// holds reports whether t stands whole on what is left of this page, with more
// millimetres below.
func (s *sheet) holds(t table, more float64) bool {
	rows := 0.0
	for _, h := range s.heights(t, s.widths(t)) {
		rows += h
	}
	left := s.floor() - s.y
	return s.tallTable(t)+more <= left && s.least([]float64{rows}) <= left
}

// inBrief answers six questions of a site.
func (s *sheet) inBrief(x *struck) [][2]string {
	w := s.l.Site
	return [][2]string{
		{w.Was, s.whatWas(x)}, {w.Ended, s.untilWhen(x)}, {w.Instead, s.whatCame(x)}, {w.Back, s.whatReturned(x)}, {w.Now, s.whatIs(x)}, {w.Missing, s.whatIsMissing(x)},
	}
}

// whatWas counts the pages that had content of their own, and names the first.
func (s *sheet) whatWas(x *struck) string {
	var bytes int64
	var first dossier.Time
	held := map[string]int64{}
	for _, p := range s.d.Pages {
		if p.Site != x.site {
			continue
		}
		for _, q := range p.States {
			if itsOwn(q) {
				held[p.URL] = max(held[p.URL], p.Bytes())
				if !first.Known || q.From.Known && q.From.Instant < first.Instant {
					first = q.From
				}
			}
		}
	}
	lost := map[string]bool{}
	for _, l := range x.lost { // of what was lost, as the figures by kind have it
		if _, ok := held[l.Item]; ok && !lost[l.Item] {
			lost[l.Item], held[l.Item] = true, l.OfBytes
		}
	}
	for _, n := range held {
		bytes += n
	}
	words := s.l.Site.Held(int64(len(held)), s.l.Number.Bytes(bytes), s.instant(first))
	for _, l := range x.lost { // what the page was called that was lost, not what it was later
		if l.Of(x.pages[0]) && l.Title != "" {
			return words + " " + s.l.Site.Called(s.address(x.pages[0].URL), s.name(l.Title))
		}
	}
	for _, q := range slices.Backward(x.pages[0].States) {
		if itsOwn(q) && q.Content.Title != "" {
			return words + " " + s.l.Site.Called(s.address(x.pages[0].URL), s.name(q.Content.Title))
		}
	}
	return words
}

func itsOwn(q dossier.PageState) bool { return q.State == "unchanged" || q.State == "edited" }

// untilWhen has the bounds of the first loss of a site, and of the last.
func (s *sheet) untilWhen(x *struck) string {
	if len(x.lost) == 0 {
		return ""
	}
	byMissing := func(a, b dossier.Loss) int {
		return cmp.Or(cmp.Compare(a.FirstMissing.Instant, b.FirstMissing.Instant), cmp.Compare(a.LastSeen.Instant, b.LastSeen.Instant))
	}
	first, last := slices.MinFunc(x.lost, byMissing), slices.MaxFunc(x.lost, byMissing)
	if x.atOnce() {
		return s.l.Site.Between(s.instant(first.LastSeen), s.instant(first.FirstMissing))
	}
	return s.l.Site.Betweens(s.instant(first.LastSeen), s.instant(first.FirstMissing), s.instant(last.LastSeen), s.instant(last.FirstMissing))
}

// whatCame counts what each page first became, and names what those were that were
// replaced.
func (s *sheet) whatCame(x *struck) string {
	states, instead := map[string]string{}, []string{}
	when := map[string]dossier.Time{}
	for _, l := range x.lost {
		if at, ok := when[l.Item]; !ok || l.FirstMissing.Instant < at.Instant {
			when[l.Item], states[l.Item] = l.FirstMissing, l.State
		}
		if q := beginning(s.proof(l, dossier.Page{}), l); l.State == "replaced" && q.Recognised != nil {
			if words := s.recognised(*q.Recognised); !slices.Contains(instead, words) {
				instead = append(instead, words)
			}
		}
	}
	words := sentence(s.counted(states, 0))
	if len(instead) > 0 {
		words += " " + s.l.Site.Whose(s.l.Some(instead, 4))
	}
	return words
}

// sentence ends words with a full stop, where there are any.
func sentence(words string) string {
	if words == "" {
		return ""
	}
	return words + "."
}

// counted counts pages by state, those with content of their own last.
func (s *sheet) counted(states map[string]string, own int64) string {
	w := s.l.Site
	count := map[string]int64{}
	for _, state := range states {
		count[state]++
	}
	var list []string
	add := func(n int64, words [2]string) {
		if n == 0 {
			return
		}
		so := s.l.Number.Int(n)
		if len(list) == 0 {
			so = w.Pages(n)
		}
		list = append(list, so+" "+words[min(n-1, 1)])
	}
	for _, state := range []string{"gone", "replaced", "emptied", "partial", "rolled-back", "closed", "unknown"} {
		add(count[state], w.Became[state])
	}
	add(own, w.Own)
	return s.l.List(list)
}

// whatReturned counts the pages of which all that was lost is back, and says when.
func (s *sheet) whatReturned(x *struck) string {
	back, away, some := map[string]dossier.Time{}, map[string]bool{}, map[string]bool{}
	for _, l := range x.lost {
		if !l.Restored.Known && partly(l) {
			some[l.Item] = true
		}
		if away[l.Item] = away[l.Item] || !l.Restored.Known; l.Restored.Instant >= back[l.Item].Instant {
			back[l.Item] = l.Restored
		}
	}
	var times []dossier.Time
	for item, at := range back {
		if !away[item] {
			times = append(times, at)
		}
	}
	part := ""
	if len(some) > 0 {
		part = s.l.Site.InPart(int64(len(some)), len(times) == 0)
	}
	if len(times) == 0 {
		return cmp.Or(part, s.l.Site.None)
	}
	byTime := func(a, b dossier.Time) int { return cmp.Compare(a.Instant, b.Instant) }
	return strings.TrimSpace(s.l.Site.Returned(int64(len(times)), s.instant(slices.MinFunc(times, byTime)), s.instant(slices.MaxFunc(times, byTime))) + " " + part)
}

// whatIs counts the pages of a site by what their last answers held.
func (s *sheet) whatIs(x *struck) string {
	states := map[string]string{}
	var at dossier.Time
	for _, p := range x.pages {
		now, ok := p.Now()
		if !ok {
			continue
		}
		if now.To.Known && now.To.Instant > at.Instant {
			at = now.To
		}
		if !itsOwn(now) {
			states[p.URL] = now.State
		}
	}
	words := s.l.Site.AsOf(s.instant(at), s.counted(states, int64(x.all-len(states))))
	for _, p := range x.pages {
		if now, ok := p.Now(); ok && now.Past != nil && now.Past.Lost.AtMost > 0 {
			return words + " " + s.l.Site.Undone(s.address(p.URL), s.spanOf(now.Past.Lost))
		}
	}
	return words
}

func (s *sheet) whatIsMissing(x *struck) string {
	sizes := map[string]int64{}
	var sum int64
	var some bool
	newest := map[string]dossier.Loss{} // of what is still missing: it tells what is there by now
	for _, l := range x.lost {
		if o, ok := newest[l.Item]; !l.Restored.Known && (!ok || l.FirstMissing.Instant >= o.FirstMissing.Instant) { // of two at once the later state stands later
			newest[l.Item] = l
		}
	}
	for _, l := range newest {
		sizes[l.Item] = l.Missing.Bytes
		some = some || partly(l)
	}
	if len(sizes) == 0 {
		return s.l.Site.Nothing
	}
	for _, n := range sizes {
		sum += n
	}
	return s.l.Site.Still(int64(len(sizes)), s.l.Number.Bytes(sum), some)
}

// partly reports whether some of what was lost may be there.
func partly(l dossier.Loss) bool { return l.State == "partial" || l.State == "rolled-back" }

// inRank puts the pages of a site in the order in which they are told: the front
// page where it is lost, then as they fared, those with pictures before others.
func (s *sheet) inRank(x *struck) {
	slices.SortStableFunc(x.pages, func(a, b dossier.Page) int {
		return cmp.Or(cmp.Compare(s.place(x, a), s.place(x, b)), cmp.Compare(x.rank(a), x.rank(b)))
	})
}

func (s *sheet) place(x *struck, p dossier.Page) (n int) {
	switch {
	case x.rank(p) > 2:
		n = 4 // nothing of it is held to be lost
	case !p.Front():
		n = 2
	}
	if s.shownOf(p) == nil {
		n++
	}
	return n
}

// shownOf is the row of a page, of any vantage, whose pictures are shown; nil for
// none.
func (s *sheet) shownOf(p dossier.Page) *dossier.Page {
	for i, o := range s.d.Pages {
		if o.TargetID == p.TargetID && o.URL == p.URL && slices.ContainsFunc(o.Pictures, func(x dossier.PagePicture) bool { return x.Shown != "" }) {
			return &s.d.Pages[i]
		}
	}
	return nil
}

// byPage tells of few sites, page by page, what their sheets had no room for.
func (s *sheet) byPage(sites []*sheeted) {
	opened := false
	for _, at := range sites {
		named := len(sites) == 1
		for i, p := range at.pages[:min(len(at.pages), toldPages)] {
			var did *sheeted
			if i == 0 {
				did = at
			}
			if !s.more(p, at, did) {
				continue
			}
			room := s.opening(p, at.struck, did)
			if !opened {
				s.section("", s.l.Site.ByPage, room+20)
				opened = true
			}
			if !named {
				s.section("", s.siteTitle(at.struck), room+10)
				named = true
			}
			s.onePage(p, at.struck, did)
		}
		if list := s.lostPages(at.struck); len(list.rows) > at.listed && len(at.pages) > toldPages {
			more := len(list.rows) > listedRows
			list.rows = list.rows[:min(len(list.rows), listedRows)]
			s.grid(list)
			if more {
				s.add(s.l.Held.Whole(s.d.Lost(), GoneName))
			}
		}
	}
}

// opening is the height of what is told first of a page.
func (s *sheet) opening(p dossier.Page, x *struck, did *sheeted) float64 {
	if did == nil {
		did = &sheeted{}
	}
	if words := append(s.pageLosses(p, x, did.losses, false), s.ledAway(p)[did.led:]...); len(words) > 0 {
		return s.tall(words[0])
	}
	if !did.states {
		return s.room(s.statesOf(p))
	}
	return s.tallWindows(p)
}

// siteTitle names a site above what is told of it.
func (s *sheet) siteTitle(x *struck) string {
	if x.site == "" {
		return s.l.Pages.Alone
	}
	return s.l.Pages.Heading(s.name(x.site))
}

// more reports whether there is anything left to tell of a page.
func (s *sheet) more(p dossier.Page, at, did *sheeted) bool {
	if did == nil || len(s.pageLosses(p, at.struck, did.losses, false)) > 0 || !did.states || !did.variance && s.varied(p) || len(s.ledAway(p)) > did.led {
		return true
	}
	return slices.ContainsFunc(s.d.Pages, func(o dossier.Page) bool {
		return o.TargetID == p.TargetID && o.URL == p.URL && (len(o.Requisites) > 0 || len(o.Pictures) > 0)
	})
}
