package report

import (
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// A page that failed and lost nothing is shown before the longest failure, in it
// and after it, as far as a browser took pictures.
func TestAPageThatFailedIsShownAroundItsLongestFailure(t *testing.T) {
	id := record.Hash{1}
	page := func() *dossier.Page {
		p := &dossier.Page{TargetID: id, Vantage: "a", States: []dossier.PageState{{State: "unchanged", From: dossier.Known(0)}}}
		for _, at := range []record.Instant{10, 20, 35, 45, 60, 70} {
			p.Pictures = append(p.Pictures, dossier.PagePicture{Time: dossier.Known(at)})
		}
		return p
	}
	shown := func(b *builder) (out []string) {
		p := page()
		if i := b.longest(p.TargetID, p.Vantage); i != nil {
			choosePictures(p, i.FirstBad, i.FirstGood, false)
		}
		for _, x := range p.Pictures {
			out = append(out, x.Shown)
		}
		return out
	}
	p := &dossier.Page{Pictures: []dossier.PagePicture{{Time: dossier.Known(1), Reason: "first"}, {Time: dossier.Known(5), Reason: "failure"}, {Time: dossier.Known(12), Reason: "return"}, {Time: dossier.Known(22), Reason: "failure"}}}
	if choosePictures(p, dossier.Known(10), dossier.Known(20), true); p.Pictures[0].Shown != "before" || p.Pictures[1].Shown != "" || p.Pictures[2].Shown != "during" || p.Pictures[3].Shown != "" {
		t.Errorf("%+v", p.Pictures)
	}
	down := func(from, to record.Instant, vantage string) dossier.Incident {
		return dossier.Incident{TargetID: id, FirstBad: dossier.Known(from), FirstGood: dossier.Known(to), AtLeast: dossier.Seconds(to - from), Vantages: []string{vantage}}
	}
	none := []string{"", "", "", "", "", ""}
	b := &builder{d: &dossier.Dossier{}, period: incident.Span{To: 100}}
	if got := shown(b); !slices.Equal(got, none) {
		t.Errorf("without a failure: %q", got)
	}
	b.d.Unconfirmed = []dossier.Incident{down(0, 90, "b")}
	if got := shown(b); !slices.Equal(got, none) {
		t.Errorf("by another vantage: %q", got)
	}
	b.d.Incidents = []dossier.Incident{down(12, 14, "a"), down(30, 50, "a")}
	b.d.Unconfirmed = []dossier.Incident{down(0, 90, "a")}
	if got, want := shown(b), []string{"", "before", "during", "", "after", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A picture of which nobody knows when it was taken shows nothing.
func TestAPictureThatIsNotTimelyIsNotShown(t *testing.T) {
	for _, timely := range []bool{true, false} {
		p := &dossier.Page{}
		p.Pictures = append(p.Pictures, pagePicture(source{account: &account{}}, bundle.Shown{Picture: record.Picture{Time: 5, Ended: 6, Reason: "first"}, Timely: timely}))
		if choosePictures(p, dossier.Known(10), dossier.Time{}, true); p.Pictures[0].Time.Known != timely || p.Pictures[0].Ended.Known != timely || (p.Pictures[0].Shown == "before") != timely {
			t.Errorf("%t: %+v", timely, p.Pictures[0])
		}
	}
}
