package report_test

import (
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// origin asks for the shop's page at an address that does not follow its name.
func origin() record.Target {
	o := shop()
	o.Name, o.Question.Address = "origin", "192.0.2.7"
	return o
}

// twice builds what two vantages were served of one URL, asked by name and at an address.
func twice(t *testing.T, rounds ...[2]string) *dossier.Dossier {
	a, b := newNode(t, "levis-1/1", 0, shop(), origin(), control()), newNode(t, "saguenay-1/1", 30, shop(), origin(), control())
	for _, r := range rounds {
		a.ask(r[0], r[1], "ok")
		b.ask(r[0], r[1], "ok")
	}
	return build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
}

const own = "Terre et Ciel"

func TestWhatOneAddressLacksAndTheNameGivesIsNoLostPage(t *testing.T) {
	for name, rounds := range map[string][][2]string{
		"all along":         {{own, own}, {own, own}, {own, "!"}, {own, "!"}, {own, iis}, {own, iis}, {own, iis}},
		"to the second":     {{own, own}, {own, own}, {own, "!"}, {own, "!"}, {own, iis}, {own, iis}, {"!", iis}, {"!", iis}},
		"and again":         {{own, own}, {own, own}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {iis, iis}, {iis, iis}, {own, iis}, {own, iis}},
		"without a failure": {{own, own}, {own, own}, {own, iis}, {own, iis}, {own, iis}},
	} {
		d := twice(t, rounds...)
		for _, l := range d.Losses {
			if l.Target == "origin" {
				t.Errorf("%s: %s: %+v", name, l.Target, l)
			}
		}
		for _, p := range d.Pages {
			if now, _ := p.Now(); p.Target == "origin" && (now.State != "unknown" || !slices.Contains(now.Review, "other-question") || now.Recognised == nil) {
				t.Errorf("%s: %+v", name, now)
			}
		}
	}
}

// A page that its name lost and an address gave is lost to whoever goes by the
// name, and is somewhere still.
func TestWhatTheNameLacksAndAnAddressGivesIsForReview(t *testing.T) {
	d := twice(t, [][2]string{{own, own}, {own, own}, {"!", own}, {"!", own}, {iis, own}, {iis, own}, {iis, own}}...)
	if len(d.Losses) != 1 || d.Losses[0].Target != "shop" || !slices.Contains(d.Losses[0].Review, "other-question") || d.Losses[0].Sure() {
		t.Errorf("%+v", d.Losses)
	}
}

func TestWhatBothLackIsLostAtBoth(t *testing.T) {
	for _, rounds := range [][][2]string{
		{{own, own}, {own, own}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {iis, iis}, {iis, iis}},
		{{own, own}, {own, own}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", "!"}, {"!", iis}, {"!", iis}}, // the name says nothing
	} {
		d := twice(t, rounds...)
		for _, l := range d.Losses {
			if !l.Sure() {
				t.Errorf("%+v", l)
			}
		}
		if !slices.ContainsFunc(d.Losses, func(l dossier.Loss) bool { return l.Target == "origin" }) {
			t.Errorf("%+v", d.Losses)
		}
	}
}
