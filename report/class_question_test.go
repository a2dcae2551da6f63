package report

import (
	"reflect"
	"testing"

	"constat/report/class"
	"constat/report/dossier"
)

func failed(number int, member string, event int, cause string) dossier.ClassSite {
	return dossier.ClassSite{Number: number, Members: []string{member}, Outages: []dossier.ClassOutage{{Event: event, Signs: map[string]string{class.SignCause: cause}}}}
}

// Members who failed for two causes, or in two events, have neither in common: nothing
// is added up over them.
func TestNothingIsAddedUpOverEventsOrValues(t *testing.T) {
	g := gathering{d: &dossier.Class{
		Members: []dossier.ClassMember{{Member: "1"}, {Member: "2"}, {Member: "3"}, {Member: "4"}},
		Events:  []dossier.ClassEvent{{Number: 1}, {Number: 2, Doubts: []string{classNoComparison}}},
		Sites:   []dossier.ClassSite{failed(1, "1", 1, "tcp-reset"), failed(2, "1", 1, "tcp-reset"), failed(3, "2", 1, "tcp-timeout"), failed(4, "3", 1, "tcp-reset"), failed(5, "4", 2, "tcp-reset")},
	}}
	g.questions()
	found := func(name string, event int) dossier.ClassQuestion {
		for _, q := range g.d.Questions {
			if q.Question == name && q.Event == event {
				return q
			}
		}
		t.Fatalf("%s of event %d is not asked", name, event)
		return dossier.ClassQuestion{}
	}
	if q := found("one-event", 1); q.Members != 3 || q.Sites != 4 || q.Of != 4 {
		t.Errorf("%+v", q)
	}
	want := []dossier.ClassValue{{Value: "tcp-reset", Members: 2, Sites: 3}, {Value: "tcp-timeout", Members: 1, Sites: 1}}
	if q := found("same-cause", 1); q.Members != 3 || !reflect.DeepEqual(q.Values, want) {
		t.Errorf("%+v", q)
	}
	if q := found("same-cause", 2); q.Members != 1 || len(q.Values) != 1 {
		t.Errorf("%+v", q)
	}
	for _, silent := range []dossier.ClassQuestion{found("not-elsewhere", 2), found("statement", 1), found("lost", 1), found("lost-apart", 0)} {
		if silent.Members != 0 || silent.Sites != 0 || silent.Values == nil {
			t.Errorf("%+v", silent)
		}
	}
}

// Where there is no event each question is asked all the same, and nothing bears on it.
func TestAQuestionIsAskedWithoutAnEvent(t *testing.T) {
	g := gathering{d: &dossier.Class{Members: []dossier.ClassMember{{Member: "1"}}}}
	if g.questions(); len(g.d.Questions) != len(ofEvents)+1 {
		t.Errorf("%+v", g.d.Questions)
	}
}
