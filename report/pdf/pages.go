package pdf

import (
	"slices"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

const (
	pageRows     = 40 // of a site, by address, as far as its sheet has room; all stand in the attached list
	pageStates   = 14 // of a page
	ordinaryRows = 30
)

// pages tells what became of pages, one sheet of paper or more for each site
// that something befell.
func (s *sheet) pages() {
	w := s.l.Pages
	s.heading("pages", w.Chapter)
	if len(s.d.Pages) == 0 {
		s.say(w.NoPages)
		s.redirects()
		return
	}
	s.say(w.Intro)
	s.say(w.Caution)
	if s.abridged(true) {
		s.say(w.Abridged(longAddress))
	}
	lost, unlost := s.struckSites()
	s.overview(lost)
	if len(lost)+len(unlost) == 0 {
		s.say(bold(w.None))
	}
	s.ordinary()
	s.redirects()
	s.unlost(unlost, len(lost) > fewSites)
	rules := s.pageRules()
	now := len(lost) == 0 || s.tall(rules.words...)+s.room(rules.table()) <= s.floor()-s.y // else sheets would follow a page with little on it
	if now {
		s.judgedBy(rules)
	}
	var sheets []*sheeted
	for _, x := range lost {
		sheets = append(sheets, s.site(x))
	}
	if len(lost) <= fewSites {
		s.byPage(sheets)
	}
	if !now {
		s.section("", w.Judged, 45)
		s.judgedBy(rules)
	}
}

// Rules say in words how changes of pages were told from losses; the first of
// them has terms.
type rules struct {
	words []string
	terms []lang.Term
}

func (r rules) table() table { return defined(r.terms) }

func (s *sheet) judgedBy(r rules) {
	for i, words := range r.words {
		s.say(words)
		if i == 0 && len(r.terms) > 0 {
			s.terms(r.terms)
		}
	}
}

// pageRules say how changes of pages were told from losses.
func (s *sheet) pageRules() (told rules) {
	w, r := s.l.Pages, s.d.Method.Pages
	say := func(words string) { told.words = append(told.words, words) }
	if !r.Judged {
		say(w.Unruled)
	} else {
		words, terms := w.Rule(int64(r.Steps), int64(r.Margin), int64(r.Alike), int64(r.Agree), int64(r.Rounds))
		say(words)
		told.terms = terms
		say(w.Known(s.l.Words.Quote(scrub(r.Catalogue.Name)), r.Catalogue.Version, twelve(r.Catalogue.SHA256.String()), int64(r.Catalogue.Pages), r.Catalogue.Settled))
	}
	for _, a := range r.Added {
		say(w.Added(s.l.Words.Quote(scrub(a.Name)), a.Version, twelve(a.SHA256.String()), int64(a.Pages), s.bare(a.Log), s.instant(a.Since)))
	}
	if s.pictured() {
		say(w.Again)
	} else {
		say(w.NoPictures)
	}
	return told
}

// A struck site is one whose pages showed anything but their own content.
type struck struct {
	site  string
	pages []dossier.Page // one for each target and address, as a vantage had it that proves what is lost, or else the first that saw something
	all   int            // addresses watched
	lost  []dossier.Loss
	whole *dossier.Loss
}

func (s *sheet) struck() (list []*struck) {
	find := func(site string) *struck {
		i := slices.IndexFunc(list, func(x *struck) bool { return x.site == site })
		if i < 0 {
			list = append(list, &struck{site: site})
			i = len(list) - 1
		}
		return list[i]
	}
	seen := map[[2]string]bool{}
	for _, p := range s.d.Pages {
		x := find(p.Site)
		if k := [2]string{p.Site, p.URL}; !seen[k] {
			seen[k] = true
			x.all++
		}
		if p.Changed() && !slices.ContainsFunc(x.pages, func(o dossier.Page) bool { return o.TargetID == p.TargetID && o.URL == p.URL }) {
			x.pages = append(x.pages, p)
		}
	}
	for i, l := range s.d.Losses {
		switch {
		case !l.Page:
		case l.Item == "":
			find(l.Site).whole = &s.d.Losses[i]
		default:
			find(l.Site).lost = append(find(l.Site).lost, l)
		}
	}
	for _, x := range list {
		for _, l := range slices.Backward(x.lost) {
			if i := slices.IndexFunc(x.pages, l.Of); i >= 0 {
				x.pages[i] = s.proof(l, x.pages[i])
			}
		}
	}
	return slices.DeleteFunc(list, func(x *struck) bool { return len(x.pages) == 0 && len(x.lost) == 0 })
}

// doubtful counts the lost pages of which no loss is established before a
// person has looked.
func (x *struck) doubtful() (n int64) {
	sure := map[string]bool{}
	for _, l := range x.lost {
		sure[l.Item] = sure[l.Item] || l.Sure()
	}
	for _, established := range sure {
		if !established {
			n++
		}
	}
	return n
}

// counts are the pages that were lost, and those that are still.
func (x *struck) counts() (lost, missing int64) {
	if x.whole != nil {
		return x.whole.Files, x.whole.Missing.Files
	}
	gone, still := map[string]bool{}, map[string]bool{}
	for _, l := range x.lost {
		gone[l.Item] = true
		if !l.Restored.Known {
			still[l.Item] = true
		}
	}
	return int64(len(gone)), int64(len(still))
}

// siteName is the name of a site, or what is said where there is none.
func (s *sheet) siteName(x *struck, none string) string {
	if x.site == "" {
		return none
	}
	return s.name(x.site)
}

// rank orders the pages of a site: put back to another time, still missing,
// lost and back, and the others.
func (x *struck) rank(p dossier.Page) int {
	best := 3
	for _, l := range x.lost {
		switch {
		case !l.Of(p):
		case l.State != "gone" && !l.Restored.Known:
			best = 0
		case !l.Restored.Known:
			best = min(best, 1)
		default:
			best = min(best, 2)
		}
	}
	return best
}

// lostByKind has the figures of a site by kind of page: each page counts once.
func (s *sheet) lostByKind(x *struck) (t table) {
	w := s.l.Held
	type figures struct{ lost, bytes, missing int64 }
	all, seen := map[string]*figures{}, map[string]bool{}
	missing := map[string]bool{}
	for _, l := range x.lost {
		missing[l.Item] = missing[l.Item] || !l.Restored.Known
	}
	for _, l := range x.lost {
		if seen[l.Item] {
			continue
		}
		seen[l.Item] = true
		if all[l.Kind] == nil {
			all[l.Kind] = &figures{}
		}
		f := all[l.Kind]
		f.lost, f.bytes = f.lost+1, f.bytes+l.Bytes
		if missing[l.Item] {
			f.missing++
		}
	}
	if len(all) < 2 {
		return t // what is said of the site says it
	}
	p := s.l.Pages
	t = table{title: p.ByKind(s.siteName(x, p.OfUnsited)), columns: []column{
		{p.Figures[0], 33, "L", false}, {p.Figures[1], 20, "R", false}, {p.Figures[2], 30, "R", false}, {p.Figures[3], 20, "R", false}, {p.Figures[4], 22, "R", false},
	}}
	for _, k := range record.FileKinds {
		if f := all[string(k)]; f != nil {
			t.rows = append(t.rows, []string{w.Kinds[string(k)], s.l.Number.Int(f.lost), s.l.Number.Int(f.bytes), s.l.Number.Int(f.lost - f.missing), s.l.Number.Int(f.missing)})
		}
	}
	return t
}

// onePage tells what became of one page: in sentences, then state by state; did
// is what the sheet of its site has told of it, nil for nothing.
func (s *sheet) onePage(p dossier.Page, x *struck, did *sheeted) {
	if did == nil {
		did = &sheeted{}
	}
	for _, told := range s.pageLosses(p, x, did.losses, false) {
		s.say(told)
	}
	for _, told := range s.ledAway(p)[did.led:] {
		s.say(told)
	}
	if s.varied(p) && !did.variance {
		s.say(s.variance(p))
	}
	if states := s.statesOf(p); len(states.rows) > 0 && !did.states {
		s.grid(states)
	}
	for _, o := range s.d.Pages { // another vantage may have kept them
		if o.TargetID != p.TargetID || o.URL != p.URL {
			continue
		}
		if len(o.Requisites) > 0 {
			s.say(s.l.Pages.Furnished(o.Furnished()))
		}
		if did.pictures != "" && did.pictures == o.Vantage {
			s.beside(o)
		} else {
			s.pictures(o)
		}
	}
}

// pageLosses says, of each loss of a page but the first ones, how it was lost; outlined
// where its bounds stand above, if they are those of the whole site.
func (s *sheet) pageLosses(p dossier.Page, x *struck, but int, outlined bool) (told []string) {
	var before dossier.Loss
	for _, l := range x.lost {
		if !l.Of(p) {
			continue
		}
		if but--; but >= 0 {
			continue
		}
		same := before.LastSeen.Known && bounded(before, l) && before.Restored == l.Restored && slices.Equal(before.Review, l.Review)
		bounds := s.l.Pages.Bounds(s.instant(l.LastSeen), s.instant(l.FirstMissing))
		if outlined && x.atOnce() {
			bounds = s.l.Pages.Above
		}
		told = append(told, s.lostPage(s.proof(l, dossier.Page{TargetID: l.TargetID, URL: l.Item}), l, bounds, same))
		before = l
	}
	return told
}

// bounded reports whether two losses were between the same instants.
func bounded(a, b dossier.Loss) bool {
	return a.LastSeen == b.LastSeen && a.FirstMissing == b.FirstMissing
}

// atOnce reports whether all that x lost it lost between the same instants, to the
// second that is written.
func (x *struck) atOnce() bool {
	const second = 1000
	return !slices.ContainsFunc(x.lost, func(l dossier.Loss) bool {
		first := x.lost[0]
		return l.LastSeen.Instant/second != first.LastSeen.Instant/second || l.FirstMissing.Instant/second != first.FirstMissing.Instant/second
	})
}

func (s *sheet) variance(p dossier.Page) string {
	w, v := s.l.Pages, p.Variance
	words := w.Variance(int64(v.Contents), int64(v.Steps))
	if v.Steps > 0 {
		words += " " + w.Extent(w.Of(int64(v.Lowest.N), int64(v.Lowest.Of)), w.Of(int64(v.Middle.N), int64(v.Middle.Of)), int64(v.Steps), int64(v.Returned))
	}
	if p.Unread > 0 {
		words += " " + w.Unread(int64(p.Unread))
	}
	return words
}

// lostPage says how a page was lost, between when, and whether it is back; same
// where it is the loss said just before, once the page was in another state.
func (s *sheet) lostPage(p dossier.Page, l dossier.Loss, bounds string, same bool) string {
	w := s.l.Pages
	what, more := s.howLost(p, l)
	words := bold(what) + more + " "
	if same {
		words += w.Same
	} else {
		words += bounds
		if f := l.Failed; f != nil {
			words += " " + w.Failed(s.instant(f.From), s.instant(f.To), s.l.Most(span(f.Unseen)))
		}
		if l.Restored.Known {
			words += " " + w.Back(s.instant(l.Restored))
		} else if l.Followed.Known {
			words += " " + w.Anew(s.instant(l.Followed))
		} else if now, ok := p.Now(); ok {
			words += " " + w.Still(s.instant(now.To))
		}
		words += s.heldAgainst(l)
	}
	return words + " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.citeSome(l.Leaves) + "."
}

func (s *sheet) doubts(list []string) (out []string) {
	for _, d := range list {
		words, ok := s.l.Pages.Doubts[d]
		if !ok { // it is held against incidents as well
			words = s.l.Review(d)
		}
		out = append(out, words)
	}
	return out
}

// doubtsOf are those of a loss: of a store, in its own words where there are any.
func (s *sheet) doubtsOf(l dossier.Loss, list []string) []string {
	out := s.doubts(list)
	for i, d := range list {
		own := s.l.Held.Unsure.Doubts
		if l.Kind == "record" {
			own = s.l.Held.Readings.Doubts
		}
		if words, ok := own[d]; ok && !l.Page {
			out[i] = words
		}
	}
	return out
}

// heldAgainst says why a person must look at a loss, and what is said against
// its time.
func (s *sheet) heldAgainst(l dossier.Loss) (words string) {
	doubts, ofTime := l.HeldAgainst()
	for _, x := range []struct {
		head string
		list []string
	}{{s.l.Pages.Doubtful, doubts}, {s.l.Finding.Review, ofTime}} {
		if len(x.list) > 0 {
			words += " " + bold(x.head) + s.l.Words.Colon + " " + s.l.Clauses(s.doubtsOf(l, x.list)) + "."
		}
	}
	return words
}

// proof is what a vantage that saw l was served, and none where no row has it:
// what another was served says nothing of l.
func (s *sheet) proof(l dossier.Loss, none dossier.Page) dossier.Page {
	found := none
	for _, p := range slices.Backward(s.d.Pages) {
		saw := p.Vantage == l.Vantage || slices.Contains(l.Vantages, p.Vantage)
		if l.Of(p) && saw && beginning(p, l).State != "" && (found.States == nil || found.Vantage != l.Vantage) {
			found = p
		}
	}
	return found
}

// howLost says how the loss began, and what more there is to tell of it.
func (s *sheet) howLost(p dossier.Page, l dossier.Loss) (what, more string) {
	w, page := s.l.Pages, s.askedAt(p)
	state := beginning(p, l)
	switch {
	case l.State == "replaced" && state.Recognised != nil:
		return w.Replaced(page, s.recognised(*state.Recognised), l.Sure()), ""
	case l.State == "rolled-back" && state.Past != nil:
		what = w.Rolled(page, state.Past.Exactly, l.Sure(), s.instant(state.Past.From), s.instant(state.Past.LastSo))
		if !state.Past.Exactly {
			more = " " + w.Sides(int64(state.Past.Sides.N), int64(state.Past.Sides.Of), int64(state.Past.Like.N), int64(state.Past.Like.Of))
		}
		if state.Past.Lost.AtMost > 0 {
			more += " " + w.Work(s.spanOf(state.Past.Lost))
		}
		return what, more
	case l.State == "partial" && state.Held.Of > 0:
		return w.Partial(page, int64(state.Held.N), int64(state.Held.Of), l.Sure()), ""
	case l.State == "emptied":
		return w.Emptied(page, l.Sure()), ""
	case l.State == "gone":
		return w.Gone(page, l.Sure()), ""
	}
	return w.Without(page, l.Sure()), ""
}

// beginning is the state of a page that a loss began with: of those of its kind
// the last whose first answer proves it, for what stood there before may prove it too.
func beginning(p dossier.Page, l dossier.Loss) (state dossier.PageState) {
	proven := false
	for _, x := range p.States {
		proves := len(x.Leaves) > 0 && slices.Contains(l.Leaves, x.Leaves[0])
		if x.State == l.State && (proves || !proven && state.State == "") {
			state, proven = x, proven || proves
		}
	}
	return state
}

// recognised names a page of the catalogue: what it is, and whose.
func (s *sheet) recognised(r dossier.Recognised) string {
	return named(s.l.Pages.Sorts, r.Sort) + " (" + s.ofWhom(r) + ")"
}

// ofWhom is whose page it is: what the catalogue says, in the words of the report;
// what one says that a log added is quoted, for it is a party's word.
func (s *sheet) ofWhom(r dossier.Recognised) string {
	if r.Added {
		return s.name(r.Of)
	}
	if words, ok := s.l.Pages.Whose[r.Of]; ok {
		return words
	}
	return scrub(r.Of)
}

func (s *sheet) statesOf(p dossier.Page) table {
	w := s.l.Pages
	t := table{title: w.Table(s.askedAt(p)), columns: []column{
		{w.State, 44, "L", false}, {w.From, 26, "L", false}, {w.To, 26, "L", false}, {w.Like, 24, "R", false}, {w.Digest, 40, "L", false}, {s.l.Finding.Proof, 31, "L", false},
	}}
	if p.Vantage != "" {
		t.title += w.By(s.bare(p.Vantage))
	}
	states := p.States
	if len(states) > pageStates {
		states = slices.Concat(states[:pageStates/2], states[len(states)-pageStates/2:])
	}
	for _, x := range states {
		name := bold(named(w.States, x.State))
		if x.Recognised != nil {
			name += newLine + s.ofWhom(*x.Recognised)
		}
		if x.Contents > 1 && x.State == "edited" {
			name = bold(w.Edits(int64(x.Contents - 1)))
		} else if x.Contents > 1 {
			name += newLine + w.Followed(int64(x.Contents))
		}
		if marks := t.notes.mark(s.doubts(x.Review)); marks != "" {
			name += newLine + w.Marked(marks)
		}
		like := ""
		if x.Like.Of > 0 {
			like = w.Of(int64(x.Like.N), int64(x.Like.Of))
		}
		digest := ""
		if !x.Content.SHA256.IsZero() {
			digest = twelve(x.Content.SHA256.String())
		}
		if x.Contents > 1 && !x.Newest.SHA256.IsZero() {
			digest += newLine + w.Then(twelve(x.Newest.SHA256.String()), s.stamp(x.Since))
		}
		proof := ""
		if len(x.Leaves) > 0 {
			proof = s.leaf(x.Leaves[0])
		}
		t.rows = append(t.rows, []string{name, s.stamp(x.From), s.stamp(x.To), like, digest, proof})
	}
	return t
}

// missingFirst returns list with what is still missing before what is back.
func missingFirst(list []dossier.Loss) []dossier.Loss {
	shown := slices.Clone(list)
	slices.SortStableFunc(shown, func(a, b dossier.Loss) int {
		switch {
		case a.Restored.Known == b.Restored.Known:
			return 0
		case b.Restored.Known:
			return -1
		}
		return 1
	})
	return shown
}

// lostPages lists what is lost of a site, what is still missing first.
func (s *sheet) lostPages(x *struck) table {
	w, h := s.l.Pages, s.l.Held
	shown := missingFirst(x.lost)
	t := table{title: w.Examples(s.siteName(x, w.OfUnsited)), columns: []column{
		{w.Page, 62, "L", false}, {w.State, 22, "L", false}, {h.Size, 17, "R", false}, {h.LastSeen, 27, "L", false}, {h.FirstMissing, 27, "L", false}, {w.BackOn, 27, "L", false},
	}}
	for _, l := range shown[:min(len(shown), pageRows)] {
		back := h.Still
		if l.Restored.Known {
			back = s.stamp(l.Restored)
		}
		t.rows = append(t.rows, []string{s.askedAt(dossier.Page{TargetID: l.TargetID, URL: l.Item}), named(w.States, l.State), s.l.Number.Int(l.OfBytes), s.stamp(l.LastSeen), s.stamp(l.FirstMissing), back})
	}
	return t
}

// ordinary is a table of the pages of which nothing else is to be told.
func (s *sheet) ordinary() {
	w := s.l.Pages
	t := table{title: w.OrdinaryTable, columns: []column{
		{w.Page, 50, "L", false}, {w.Vantage, 28, "L", false}, {w.Contents, 20, "R", false}, {w.Changes, 20, "R", false}, {w.Lowest, 28, "R", false},
	}}
	for _, p := range s.d.Pages {
		if p.Changed() {
			continue
		}
		lowest := ""
		if p.Variance.Steps > 0 {
			lowest = w.Of(int64(p.Variance.Lowest.N), int64(p.Variance.Lowest.Of))
		}
		t.rows = append(t.rows, []string{s.hosted(p.URL), s.bare(p.Vantage), s.l.Number.Int(int64(p.Variance.Contents)), s.l.Number.Int(int64(p.Variance.Steps)), lowest})
	}
	if len(t.rows) == 0 {
		return
	}
	more := len(t.rows) - ordinaryRows
	t.rows = t.rows[:min(len(t.rows), ordinaryRows)]
	s.section("", w.Ordinary, 6+s.room(t))
	s.grid(t)
	if more > 0 {
		s.add(w.Others(more))
	}
}

// pagesSummary says in the summary what became of pages.
func (s *sheet) pagesSummary() (out []string) {
	w := s.l.Pages
	var names []string
	var lost, review, missing int64
	doubtful := 0
	for _, x := range s.struck() {
		n, m := x.counts()
		lost, review, missing = lost+n, review+x.doubtful(), missing+m
		if n > 0 {
			names = append(names, s.siteName(x, w.Unsited))
		}
		told := map[string]bool{}
		for _, p := range x.pages {
			hit := slices.ContainsFunc(x.lost, func(l dossier.Loss) bool { return l.Item == p.URL })
			if now, _ := p.Now(); !hit && !told[p.URL] && now.State == "unknown" && !slices.Equal(now.Review, []string{"failing"}) {
				told[p.URL] = true
				doubtful++
			}
		}
	}
	if lost > 0 {
		out = append(out, bold(w.Summed(s.l.Some(names, 3), lost, review, missing, s.ref("pages"))))
	}
	if doubtful > 0 {
		out = append(out, w.Review(doubtful, s.ref("pages")))
	}
	return out
}
