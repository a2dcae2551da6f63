package dashboard

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"constat/report/incident"
	"constat/report/live"
	"constat/report/web/webtest"
	"constat/store/record"
)

// anEmptyView watches nothing and has no evidence yet.
func anEmptyView() *View {
	return &View{Now: noon, Started: noon, Vantage: "levis-1", Version: "0.1.0", Evidence: Evidence{Log: "levis-1/1", Key: "levis-1/1+0badcafe+AbCd", Free: 40 << 30}}
}

// aBusyView has an outage that goes on, losses, a silent provider, deadlines and troubles of the evidence.
func aBusyView() *View {
	v := aView(40)
	v.Outages = append(v.Outages, live.Outage{Target: "boutique-09", Cause: "http-status", LastGood: *at(26 * time.Hour), From: *at(26*time.Hour - time.Minute), Bad: *at(25 * time.Hour), To: *at(25*time.Hour - time.Minute), Least: 59 * 60_000},
		live.Outage{Target: "boutique-13", Cause: "dns-timeout", From: *at(50 * time.Hour), Bad: *at(49 * time.Hour), To: *at(48 * time.Hour)})
	held := &Held{Items: 812, Most: 1240, Missing: 428, MostAt: *at(9 * 24 * time.Hour)}
	v.Targets = append(v.Targets, Target{Target: live.Target{Name: "photos", Site: "site-1", Provider: "whc", Outcome: incident.Good, Since: at(5 * time.Hour), Last: at(5 * time.Hour)}, ID: ID("photos"), Address: "webdavs://cloud.example/photos", Kind: record.AskInventory, ProviderName: "Hébergement Web Canada", Interval: 24 * time.Hour, Held: held},
		Target{Target: live.Target{Name: "whc status", Provider: "whc", Matter: record.MatterStatus, Outcome: incident.Good, Since: at(40 * time.Hour), Last: at(time.Minute)}, ID: ID("whc status"), Address: "https://status.example/", Kind: record.AskStatement, ProviderName: "Hébergement Web Canada"})
	v.Losses = []Loss{{Target: "photos", ID: ID("photos"), Since: *at(5 * time.Hour), Held: held}, {Target: "boutique-11", ID: ID("boutique-11"), Since: *at(time.Hour), Page: "cPanel"}}
	v.Sayings = []Saying{{Provider: "Hébergement Web Canada", Target: "whc status", ID: ID("whc status"), Matter: record.MatterStatus, Readable: true, Publication: live.Publication{First: *at(9 * 24 * time.Hour), Changed: *at(40 * time.Hour), Read: *at(time.Minute)}, Down: *at(37 * time.Minute)}}
	v.Deadlines = []Deadline{{Contract: "whc-pro", Targets: []string{"boutique-10"}, Ticket: true}, {Contract: "whc-pro", By: record.At(noon.Add(6 * 24 * time.Hour)), Day: "2026-11-28", Days: 6}}
	v.Evidence.Unstamped = []Awaited{{"tsa-one.example", noon.Add(-50 * time.Minute), 12}}
	v.Evidence.Gaps = []record.Gap{{From: *at(3 * time.Hour), To: *at(2*time.Hour + 50*time.Minute), Reason: "storage", Rounds: 400}, {From: *at(5 * time.Hour), To: *at(5*time.Hour - time.Second), Reason: "busy", Rounds: 1}}
	return v
}

// aBlindView is one whose own network is away.
func aBlindView() *View {
	v := aView(40)
	v.Outages = nil
	for i := range v.Targets {
		v.Targets[i].Outcome, v.Targets[i].Cause, v.Targets[i].Since = incident.Unknown, "controls-failed", at(4*time.Minute)
		if v.Targets[i].Control {
			v.Targets[i].Outcome, v.Targets[i].Cause = incident.Bad, "tcp-timeout"
		}
	}
	return v
}

// Every page reads by day and by night, on a phone and on a desk, in both languages; axe-core agrees.
func TestPagesReadEverywhere(t *testing.T) {
	b := webtest.Open(t)
	s := serve(t, aBusyView(), Options{})
	s.Use(allUsers(t), Public{Badges: true})
	tabs := map[string]*webtest.Tab{}
	for name, options := range map[string][]webtest.Option{
		"light": {webtest.Width(webtest.Laptop), webtest.Light}, "dark": {webtest.Width(webtest.Laptop), webtest.Dark},
		"phone": {webtest.Width(webtest.Phone), webtest.Light}, "phone-dark": {webtest.Width(webtest.Phone), webtest.Dark}, "paper": {webtest.Width(webtest.Laptop), webtest.Paper}} {
		tabs[name] = b.Tab(t, options...)
	}
	enter(tabs["light"], s, "watch") // tabs share one browser, and its cookies
	for _, p := range []struct {
		name, path string
		view       *View
		tabs       string
	}{
		{"busy", "/fr/", aBusyView(), "light dark phone paper"},
		{"busy-en", "/en/", aBusyView(), "phone-dark"},
		{"empty", "/fr/", anEmptyView(), "light phone"},
		{"one", "/en/", aView(1), "light phone-dark"},
		{"forty-targets", "/fr/targets", aBusyView(), "light phone dark"},
		{"blind", "/fr/", aBlindView(), "light phone"},
		{"target", "/fr/targets/" + ID("boutique-10"), aBusyView(), "light phone"},
		{"hostile", "/en/targets/" + ID(hostile[3]), aBusyView(), "phone"},
		{"right-to-left", "/en/targets/" + ID(hostile[4]), aBusyView(), "phone"},
		{"photos", "/en/targets/" + ID("photos"), aBusyView(), "dark"},
		{"incidents", "/fr/incidents", aBusyView(), "light phone"},
		{"evidence", "/en/evidence", aBusyView(), "light phone dark"},
		{"register", "/fr/register", aBusyView(), "light phone"},
		{"files", "/fr/files", aBusyView(), "light phone"},
		{"configuration", "/en/configuration", aBusyView(), "light"},
		{"account", "/fr/account", aBusyView(), "phone-dark"},
		{"refused", "/fr/nowhere", aBusyView(), "phone"},
	} {
		s.show(p.view)
		for tab := range strings.FieldsSeq(p.tabs) {
			tabs[tab].Go(s.URL + p.path)
			tabs[tab].Look("dashboard-" + p.name + "-" + tab)
			tabs[tab].Axe(p.name + " " + tab)
		}
	}
	tabs["phone"].Go(s.URL + "/fr/account")
	tabs["phone"].Submit("form button")
	tabs["phone"].Wants("Se connecter", "Mot de passe")
	tabs["phone"].Look("dashboard-login-phone")
	tabs["phone"].Axe("login")
}

// show puts another view in place, at once.
func (s *served) show(v *View) {
	s.view.Store(v)
	s.looking.Lock()
	defer s.looking.Unlock()
	s.seen = nil
}

func allUsers(t *testing.T) []User {
	t.Helper()
	secret, err := Keep(password)
	if err != nil {
		t.Fatal(err)
	}
	return []User{{"watch", Operator, secret}, {"lawyer", Counsel, secret}, {"reader", Expert, secret}}
}

func enter(tab *webtest.Tab, s *served, name string) {
	tab.Go(s.URL + "/fr/login?to=" + url.QueryEscape("/fr/"))
	tab.Type("#name", name)
	tab.Type("#password", password)
	tab.Submit("form button")
}

// A page shows what is new by itself and says it to a screen reader, with the keyboard where it was; without scripts
// it is loaded over.
func TestAnOpenPageShowsWhatIsNew(t *testing.T) {
	b := webtest.Open(t)
	s := serve(t, aView(1), Options{})
	tab := b.Tab(t, webtest.Width(webtest.Laptop))
	enter(tab, s, "reader")
	tab.Wants("Aucune cible n'est en défaut")
	tab.Do(chromedp.Focus(`a[href="/fr/targets"]`))
	if said := webtest.Eval[string](tab, `document.getElementById("voice").textContent`); said != "" {
		t.Errorf("it says %q before anything is new", said)
	}
	s.show(aBusyView())
	tab.Until(`document.querySelector("h1").textContent.includes("sont en défaut")`)
	tab.Until(`document.getElementById("voice").textContent.includes("sont en défaut")`)
	if at := webtest.Eval[string](tab, `document.activeElement.getAttribute("href") || ""`); at != "/fr/targets" {
		t.Errorf("the keyboard is at %q", at)
	}
	s.Use(nil, Public{Badges: true}) // nobody may any more
	tab.Do(chromedp.WaitVisible("#password"))
	s.Use(allUsers(t), Public{})
	still := b.Tab(t, webtest.NoScript)
	enter(still, s, "reader")
	still.Wants("sont en défaut")
}
