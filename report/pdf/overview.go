package pdf

import (
	"slices"
	"strconv"

	"constat/report/dossier"
)

const unlostRows = 30

// struckSites are the sites of which pages are held to be lost, each with its pages
// in the order in which they are told, and those that were merely served what was
// not theirs.
func (s *sheet) struckSites() (lost, unlost []*struck) {
	for _, x := range s.struck() {
		for _, l := range x.lost { // of which no row tells more
			if !slices.ContainsFunc(x.pages, l.Of) {
				x.pages = append(x.pages, dossier.Page{Target: l.Target, TargetID: l.TargetID, Site: l.Site, URL: l.Item, Kind: l.Kind})
			}
		}
		s.inRank(x)
		if len(x.lost) > 0 {
			lost = append(lost, x)
		} else {
			unlost = append(unlost, x)
		}
	}
	return lost, unlost
}

// overview has a row for each site that lost pages, where there are several, and
// says where its sheet is.
func (s *sheet) overview(lost []*struck) {
	if len(lost) < 2 {
		return
	}
	w, n := s.l.Site, s.l.Number
	t := table{title: w.Overview, columns: []column{
		{w.Columns[0], 28, "L", false}, {w.Columns[1], 17, "R", false}, {w.Columns[2], 15, "R", false}, {w.Columns[3], 16, "R", false}, {w.Columns[4], 17, "R", false}, {w.Columns[5], 17, "R", false},
		{w.Columns[6], 46, "L", false}, {w.Columns[7], 13, "R", false},
	}}
	var sum [5]int64
	for _, x := range lost {
		gone, missing := x.counts()
		row := []string{s.siteName(x, s.l.Pages.OfUnsited)}
		for i, f := range []int64{int64(x.all), gone, x.doubtful(), gone - missing, missing} {
			sum[i] += f
			row = append(row, n.Int(f))
		}
		t.rows = append(t.rows, append(row, s.stamp(x.began()), s.sheetOf(x)))
	}
	row := []string{bold(w.All)}
	for _, f := range sum {
		row = append(row, n.Int(f))
	}
	t.rows = append(t.rows, append(row, "", ""))
	if len(lost) > fewSites {
		s.say(w.OnePage(int64(len(lost))))
	}
	s.grid(t)
}

// began is when the first of its pages was missing.
func (x *struck) began() (at dossier.Time) {
	for _, l := range x.lost {
		if !at.Known || l.FirstMissing.Known && l.FirstMissing.Instant < at.Instant {
			at = l.FirstMissing
		}
	}
	return at
}

// sheetOf is the number of the page of this report that a site has.
func (s *sheet) sheetOf(x *struck) string {
	return link("site-"+x.site, strconv.Itoa(s.known["site-"+x.site].page))
}

// unlost tells of sites that were served what was not theirs, without a loss: of
// few, page by page, of many in a table.
func (s *sheet) unlost(list []*struck, many bool) {
	if len(list) == 0 {
		return
	}
	if many || len(list) > fewSites {
		s.unlostAll(list)
		return
	}
	for _, x := range list {
		words := bold(s.l.Pages.Site(x.site != "", int64(x.all), 0, 0, 0))
		s.section("site-"+x.site, s.siteTitle(x), 10+s.tall(words)+s.room(s.statesOf(x.pages[0])))
		s.say(words)
		for _, p := range x.pages[:min(len(x.pages), toldPages)] {
			s.onePage(p, x, nil)
		}
	}
}

func (s *sheet) unlostAll(list []*struck) {
	w := s.l.Site
	t := table{columns: []column{
		{w.UnlostRow[0], 66, "L", false}, {w.UnlostRow[1], 26, "L", false}, {w.UnlostRow[2], 27, "L", false}, {w.UnlostRow[3], 27, "L", false}, {w.UnlostRow[4], 28, "L", false},
	}}
	all := 0
	for _, x := range list {
		for _, p := range x.pages {
			i := slices.IndexFunc(p.States, func(q dossier.PageState) bool { return !itsOwn(q) })
			if i < 0 {
				continue
			}
			if all++; all <= unlostRows {
				q := p.States[i]
				t.rows = append(t.rows, []string{s.hosted(p.URL), named(s.l.Pages.States, q.State), s.stamp(q.From), s.stamp(q.To), t.notes.mark(s.doubts(q.Review))})
			}
		}
	}
	words := w.UnlostAll(int64(len(list)))
	s.section("", w.Unlost, 10+s.tall(words)+s.room(t))
	s.say(words)
	s.grid(t)
	if more := all - unlostRows; more > 0 {
		s.add(s.l.Pages.Others(more))
	}
}
